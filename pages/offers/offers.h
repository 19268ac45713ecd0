/* pages/offers/offers.h - how offers are made, what attune gathered for them, and why not the other one */
#ifndef PAGES_OFFERS_OFFERS_H
#define PAGES_OFFERS_OFFERS_H

#include "core/offers/offer.h"
#include "pages/frame/page.h"

/* The sentences of an offer, in turns of phrase that follow from the day. */
struct str offer_why(struct visit *visit, const struct offer *offer);
struct str offer_unsure(struct visit *visit, const struct offer *offer);

/* GET /offers, /offers/gathered, /offers/why/ID. */
void offers_get(struct visit *visit);
void gathered_get(struct visit *visit);
void why_get(struct visit *visit);
/* POST /offers/gathered: "that's not so", or let it count again. */
void gathered_post(struct visit *visit);
/* POST /offers/aside/ID: leave it, or bring it back. */
void aside_post(struct visit *visit);

#endif
