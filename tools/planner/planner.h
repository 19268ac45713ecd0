/*
 * tools/planner/planner.h - `attune plan`: the method that chooses offers, asked from outside
 *
 * One JSON object a line in, one a line out, until "bye" or the end.  It keeps and opens nothing, and uses the
 * same belief and choice as the pages (core/offers/belief.h, core/offers/choose.h): only the words for traits differ, so
 * that anyone can judge the method with simulated people of their own.  doc/offers.md has the protocol.
 */
#ifndef TOOLS_PLANNER_PLANNER_H
#define TOOLS_PLANNER_PLANNER_H

#include "host/native/command.h"

int command_plan(const struct options *options);

#endif
