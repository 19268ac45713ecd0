/*
 * run.mjs - the browser app tried as a person would: one line a check, then how many passed
 *
 *   ATTUNE=path/to/attune ATTUNE_WEB=path/to/build/web node run.mjs [part of a scenario's name]...
 */
import { checkQuiet, launch } from '../browser/person.mjs';
import { checker, chosen, finish, runAll } from '../browser/report.mjs';
import { clocksInTheBrowser, clocksInTheModule } from './clocks.mjs';
import { groundWhileBroughtIn, groundWhileKept, groundWhileOpening, lockedForTheEye, moreWordsAreSent, refusalWaits, sheetWaits, stopAndLockDoNotWait, waitsForAPractice, wordsComeBack } from './busy.mjs';
import { cannotRun, shiftAlone } from './cannot.mjs';
import { cutOffOnTheWay, filesWithGzipInside, firstWords, sentCompressed } from './door.mjs';
import { earlierVersions } from './earlier.mjs';
import { eveningOffline } from './evening.mjs';
import { killed } from './killed.mjs';
import { merged, mergedAcross } from './merge.mjs';
import { besideOthers, olderModule, upgradeCutShort, upgraded, upgradeKilled, upgradeRefused } from './older.mjs';
import { nothingBehind, pictures, safarisTab } from './phone.mjs';
import { samePages } from './same.mjs';
import { weight } from './weight.mjs';
import { kept, keptBehind, keyboard, leaving, locking, lockingForGood, newerStore, openedTooLate, parts, passkey, policy, questionnaires, trapped, unsaidInTime, versions } from './shell.mjs';
import { backups, failing, ownNumber, takenInTheMiddle, tidied, twoTabs } from './store.mjs';
import { headers, held, paths } from './surface.mjs';
import { anew, anewCutShort, spelling } from './ways.mjs';
import { plainPagesInOrder } from '../browser/direction.mjs';
import { nothingTypedIsOnTheDisk } from '../browser/left.mjs';
import { draftsDoNotWaitForAPause, leadingAnswersWaitNowhere, tooLongIsRefusedBefore, wordsOutliveTheBrowser, wordsOutliveThePage } from '../browser/words.mjs';
import { startWeb } from './web.mjs';
import { atTheDoorAgain, noWhole, otherWords, restoredAtTheDoor, slowWhole, wholeDoesNotBegin } from './whole.mjs';

const SCENARIOS = [
  ['a', 'whole_evening_offline', eveningOffline],
  ['b', 'killed_while_writing', killed],
  ['a', 'storage_fails', failing],
  ['a', 'two_tabs', twoTabs],
  ['a', 'taken_in_the_middle', takenInTheMiddle],
  ['a', 'backups_move', backups],
  ['a', 'backups_of_earlier_versions', earlierVersions],
  ['a', 'each_place_has_its_number', ownNumber],
  ['b', 'old_entries_are_put_together', tidied],
  ['a', 'a_backup_brought_in', merged],
  ['b', 'brought_in_across_hosts', mergedAcross],
  ['a', 'ground_while_a_backup_is_brought_in', groundWhileBroughtIn],
  ['b', 'ground_while_it_opens', groundWhileOpening],
  ['b', 'ground_while_a_note_is_kept', groundWhileKept],
  ['b', 'a_sheet_waits_to_be_seen', sheetWaits],
  ['b', 'a_refusal_waits_to_be_seen', refusalWaits],
  ['a', 'stop_and_lock_wait_for_nothing', stopAndLockDoNotWait],
  ['b', 'what_waits_never_hides_stop', waitsForAPractice],
  ['b', 'words_come_back_when_it_breaks', wordsComeBack],
  ['b', 'words_written_on_are_sent', moreWordsAreSent],
  ['b', 'what_is_locked_is_not_seen', lockedForTheEye],
  ['a', 'older_store', upgraded],
  ['a', 'older_and_newer_tabs', besideOthers],
  ['a', 'older_module', olderModule],
  ['a', 'upgrade_refused', upgradeRefused],
  ['b', 'upgrade_cut_short', upgradeCutShort],
  ['b', 'killed_while_upgrading', upgradeKilled],
  ['a', 'spelling_across_hosts', spelling],
  ['b', 'sealed_anew', anew],
  ['b', 'sealing_anew_cut_short', anewCutShort],
  ['a', 'passkey', passkey],
  ['a', 'locks', locking],
  ['a', 'lets_nothing_be_seen_again', lockingForGood],
  ['a', 'a_draft_breaks_the_module', trapped],
  ['a', 'drafts_come_before_the_next_page', unsaidInTime],
  ['a', 'leaves', leaving],
  ['b', 'clocks_in_the_module', clocksInTheModule],
  ['a', 'clocks_in_the_browser', clocksInTheBrowser],
  ['a', 'versions', versions],
  ['a', 'a_newer_store', newerStore],
  ['a', 'a_tab_of_safari', safarisTab],
  ['a', 'home_screen_pictures', pictures],
  ['a', 'nothing_left_behind', nothingBehind],
  ['b', 'where_it_cannot_run', cannotRun],
  ['b', 'shift_where_it_cannot_run', shiftAlone],
  ['b', 'words_before_anything_runs', firstWords],
  ['b', 'files_with_gzip_inside', filesWithGzipInside],
  ['b', 'cut_off_on_the_way', cutOffOnTheWay],
  ['b', 'sent_compressed', sentCompressed],
  ['b', 'the_whole_app_is_slow', slowWhole],
  ['b', 'the_whole_app_cannot_be_had', noWhole],
  ['b', 'the_whole_app_does_not_begin', wholeDoesNotBegin],
  ['b', 'words_of_another_version', otherWords],
  ['b', 'restored_at_the_door', restoredAtTheDoor],
  ['b', 'at_the_door_again', atTheDoorAgain],
  ['a', 'own_parts', parts],
  ['a', 'policy', policy],
  ['a', 'keyboard_alone', keyboard],
  ['a', 'voice_and_picture', kept],
  ['a', 'microphone_opened_too_late', openedTooLate],
  ['a', 'what_ends_behind_ground_stays_there', keptBehind],
  ['a', 'questionnaires_too_large', questionnaires],
  ['a', 'same_pages', samePages],
  ['a', 'weight_until_ground', weight],
  ['b', 'words_outlive_the_page', (b, c) => wordsOutliveThePage(b, c, startWeb)],
  ['b', 'words_outlive_the_browser', (b, c) => wordsOutliveTheBrowser(b, c, startWeb)],
  ['b', 'words_are_kept_while_one_types', (b, c) => draftsDoNotWaitForAPause(b, c, startWeb)],
  ['b', 'leading_answers_wait_nowhere', (b, c) => leadingAnswersWaitNowhere(b, c, startWeb)],
  ['b', 'words_too_long_are_refused_before', (b, c) => tooLongIsRefusedBefore(b, c, startWeb)],
  ['b', 'nothing_typed_is_on_the_disk', (b, c) => nothingTypedIsOnTheDisk(b, c, startWeb)],
  ['b', 'plain_pages_in_order', plainPagesInOrder],
  ['b', 'paths_of_one_origin', paths],
  ['b', 'held_by_another_page', held],
  ['b', 'headers_for_other_hosts', headers],
];

const wanted = process.argv.slice(2);
/* Killing a whole browser is asked for by name or by ATTUNE_KILLS: it takes minutes, and a killed Chromium has once dropped all
 * that a site kept (doc/benchmarks.md), on which no single run should hang. */
const onAsking = (name) => !name.startsWith('killed_while') || process.env.ATTUNE_KILLS;

const browser = await launch();
await runAll(browser, chosen(SCENARIOS, wanted, onAsking));
if (wanted.length === 0) checkQuiet(checker('all_pages'), 10);
await finish(browser);
