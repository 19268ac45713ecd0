/*
 * pages/frame/views.h - what each template needs, worded and counted before it gets there
 *
 * `struct NAME_view` belongs to pages/NAME.html; templates only place what stands here.
 */
#ifndef PAGES_FRAME_VIEWS_H
#define PAGES_FRAME_VIEWS_H

#include "pages/frame/page.h"
#include "pages/ground/help.h"
#include "pages/today/parts.h"
#include "pages/ground/toolkit.h"
#include "pages/frame/words.h"
#include "pages/frame/views_rows.h"

#include "pages/media/views_media.h"
#include "pages/gate/views_gate.h"
#include "pages/today/views_self.h"
#include "pages/limits/views_limits.h"
#include "pages/practice/views_practice.h"
#include "pages/journal/views_journal.h"
#include "pages/learn/views_speak.h"
#include "pages/today/views_offers.h"
#include "pages/body/views_body.h"
#include "pages/work/views_work.h"
#include "pages/health/views_measures.h"

#include "pages/templates.h"

#endif
