/*
 * tests/demo/every_page.h - every page of a demo asked over a real socket, as a browser would
 *
 * First all pages while locked, then all of them open, then every link that was found.  Each is printed with
 * its status, time and size; anything that is not as it should be makes the exit code 1.
 */
#ifndef TESTS_DEMO_EVERY_PAGE_H
#define TESTS_DEMO_EVERY_PAGE_H

#include "host/native/command.h"

int command_check(const struct options *options);

#endif
