/*
 * pages/views.h - what each template needs, worded and counted before it gets there
 *
 * `struct NAME_view` belongs to pages/NAME.html; templates only place what stands here.
 */
#ifndef PAGES_VIEWS_H
#define PAGES_VIEWS_H

#include "pages/page.h"
#include "pages/help.h"
#include "pages/parts.h"
#include "pages/toolkit.h"
#include "pages/words.h"
#include "pages/views_rows.h"

#include "pages/views_media.h"
#include "pages/views_gate.h"
#include "pages/views_self.h"
#include "pages/views_limits.h"
#include "pages/views_practice.h"
#include "pages/views_journal.h"
#include "pages/views_speak.h"
#include "pages/views_offers.h"
#include "pages/views_body.h"
#include "pages/views_work.h"
#include "pages/views_measures.h"

#include "pages/templates.h"

#endif
