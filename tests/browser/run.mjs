/*
 * run.mjs - pages tried as a person would: one line a check, then how many passed
 *
 *   ATTUNE=path/to/attune node run.mjs [part of a scenario's name]...       or: ./test browser [part of a name]...
 *
 * Scenarios are independent: each has its own program, data and context.  The slow ones mostly wait,
 * so they run beside the others, as does the longest.
 */
import { along } from './along.mjs';
import { bodyMap } from './body.mjs';
import { drawnInOrder, numbersInOrder } from './direction.mjs';
import { doubleSubmit, lockedPost, staleFormKeeps, stopAlways, stopAndReload } from './forms.mjs';
import { keyboardAlone } from './keyboard.mjs';
import { learn } from './learn.mjs';
import { leave } from './leaving.mjs';
import { measures, measuresWithoutScripts } from './measures.mjs';
import { media, mediaKilled } from './media.mjs';
import { nothingTypedIsOnTheDisk } from './left.mjs';
import {
  backAndChanged, draftsDoNotWaitForAPause, leadingAnswersWaitNowhere, limitGoesOnAsNew, pagesKeepApart, tooLongIsRefusedBefore, tooLongWithoutScripts, wordsAboutSomethingGone,
  wordsAboutSomethingGoneWithoutScripts, wordsOutliveTheBrowser, wordsOutliveThePage,
} from './words.mjs';
import { offersAreTold } from './offers.mjs';
import { looksEmpty, looksFilled, turnedRound } from './looks.mjs';
import { enlarged, ownColours } from './senses.mjs';
import { silenceAnswered, silenceWithScripts, silenceWithTheClockSetBack, silenceWithoutScripts } from './silence.mjs';
import { wholeEvening } from './evening.mjs';
import { speakPhone, speakWithoutScripts } from './speak.mjs';
import { worksheets, worksheetsPlain } from './worksheets.mjs';
import { checkQuiet, launch } from './person.mjs';
import { checker, chosen, finish, runAll } from './report.mjs';

const SCENARIOS = [
  /* lane, name, what it does */
  ['wait', 'silence_pauses_by_itself', silenceWithScripts],
  ['wait2', 'silence_pauses_by_itself_without_scripts', silenceWithoutScripts],
  ['wait3', 'an_answer_goes_on', silenceAnswered],
  ['wait4', 'silence_pauses_though_the_clock_is_set_back', silenceWithTheClockSetBack],
  ['a', 'whole_evening_with_scripts', (b, c) => wholeEvening(b, c, { name: 'evening', width: 360, height: 740 })],
  ['b', 'whole_evening_without_scripts',
    (b, c) => wholeEvening(b, c, { name: 'evening, no scripts', scripts: false, width: 1280, height: 860 })],
  ['a', 'leave', leave],
  ['a', 'double_submit_stores_once', doubleSubmit],
  ['a', 'stale_form_keeps_what_was_typed', staleFormKeeps],
  ['a', 'locked_post_carries_words', lockedPost],
  ['c', 'keyboard_alone', keyboardAlone],
  ['a', 'learn', (b, c) => learn(b, c, { name: 'learn' })],
  ['c', 'learn_without_scripts', (b, c) => learn(b, c, { name: 'learn, no scripts', scripts: false })],
  ['b', 'stop_by_key_and_without_token', stopAlways],
  ['a', 'stop_and_reload', stopAndReload],
  ['c', 'body_map', bodyMap],
  ['c', 'drawn_in_order', drawnInOrder],
  ['c', 'numbers_in_order', numbersInOrder],
  ['c', 'turned_round', turnedRound],
  ['c', 'own_colours', ownColours],
  ['c', 'enlarged_to_400', enlarged],
  ['c', 'speak', speakPhone],
  ['b', 'speak_without_scripts', speakWithoutScripts],
  ['b', 'taken_along', along],
  ['a', 'measures', measures],
  ['b', 'measures_without_scripts', measuresWithoutScripts],
  ['b', 'media', media],
  ['b', 'media_killed_in_the_middle', mediaKilled],
  ['a', 'worksheets', worksheets],
  ['b', 'worksheets_without_scripts', worksheetsPlain],
  ['c', 'words_outlive_the_page', wordsOutliveThePage],
  ['c', 'words_outlive_the_browser', wordsOutliveTheBrowser],
  ['b', 'words_are_kept_while_one_types', draftsDoNotWaitForAPause],
  ['b', 'words_of_two_pages_keep_apart', pagesKeepApart],
  ['b', 'leading_answers_wait_nowhere', leadingAnswersWaitNowhere],
  ['b', 'words_too_long_are_refused_before', tooLongIsRefusedBefore],
  ['b', 'words_too_long_without_scripts', tooLongWithoutScripts],
  ['b', 'words_changed_after_back_are_kept', backAndChanged],
  ['c', 'words_about_something_gone', wordsAboutSomethingGone],
  ['c', 'words_about_something_gone_without_scripts', wordsAboutSomethingGoneWithoutScripts],
  ['c', 'words_about_a_limit_that_is_gone', limitGoesOnAsNew],
  ['c', 'nothing_typed_is_on_the_disk', nothingTypedIsOnTheDisk],
  ['a', 'offers_are_told_and_set_right', offersAreTold],
  ['b', 'two_widths_two_schemes_axe_empty', looksEmpty],
  ['d', 'two_widths_two_schemes_axe_filled', looksFilled],
];

const wanted = process.argv.slice(2);
const browser = await launch();
const scenarios = chosen(SCENARIOS, wanted);
await runAll(browser, scenarios);
if (scenarios.length > 0) checkQuiet(checker('all_pages'), wanted.length === 0 ? 100 : 1);
await finish(browser);
