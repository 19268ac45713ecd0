/*
 * host/native/store.h - the vault on disk: one SQLite file of sealed bytes
 *
 * A data directory holds `vault.attune` and, beside it, `vault.lock`, and `vault.spare`: nothing but room, given up
 * when a deletion finds the disk full.  The file keeps the vault header and the entries of the log, numbered from 1
 * without gaps.  Everything in it is sealed or public; this part never holds a key.  Schema: doc/record-format.md.
 *
 * One process at a time: a second one gets ERR_BUSY at once.  A change is all or nothing, and
 * on the disk before store_keep returns.  Bytes that were husked, and ways in that were
 * replaced, are overwritten in every file of the vault (what a disk, a snapshot or a backup
 * keeps of its own accord is out of reach).
 *
 * Memory: store_open gives a store that store_free takes back.  Text and bytes in a
 * struct log_entry that is given to a callback live until the callback returns.
 * Failure: unless said otherwise the vault is as it was before the call.  Every function may
 * answer ERR_STORAGE (the disk failed, or a page is damaged) and, if it writes, ERR_NO_ROOM
 * (disk or memory full).  A store is used by one thread at a time.
 *
 * The host calls sodium_init() before any of these.
 */
#ifndef HOST_NATIVE_STORE_H
#define HOST_NATIVE_STORE_H

#include "wire/entry.h"

struct store;
struct vault_header; /* seal/seal.h */

enum { STORE_HERE_MAX_BYTES = 1064 };

/* What one store_keep does.  All zeros does nothing. */
struct store_change {
    const struct vault_header *header; /* NULL: unchanged */
    const struct log_entry *append;    /* n is store_last + 1, + 2, ... */
    size_t append_len;
    const uint64_t *husks; /* entries whose bytes are to go; may name appended ones */
    size_t husks_len;
    struct bytes here; /* the new local row; len 0: unchanged; passed over where its page is damaged */
    bool removes; /* for taking words away `vault.spare` is given up where there is no room; a draft's new words are
                     none */
};

/*
 * Open the vault in `dir`.  create: make the directory (0700, and those above it) and an empty
 * file (0600) where they are missing.  An existing directory keeps its mode; the file is made 0600.
 * ERR_NOT_FOUND: no file, and not asked to make one.  ERR_BUSY: another process has it.
 * ERR_MALFORMED: the file is something else, or its entries are numbered beyond ENTRY_N_MAX.  ERR_BAD_VERSION: made by
 * a later version.  ERR_STORAGE also where `vault.lock` is no plain file of this account's: it may lead elsewhere.
 */
enum err store_open(const char *dir, bool create, struct store **out);
/* NULL is allowed.  The store is closed and the lock let go, whatever else fails. */
void store_free(struct store *s);

/* True once store_make has been done; also when a header is there but cannot be read. */
bool store_has_vault(const struct store *s);
/* The number of the last entry, 0 if there is none. */
uint64_t store_last(const struct store *s);
/* Kept twice, on different pages; either will do.  ERR_NOT_FOUND: no vault yet.  ERR_STORAGE: both are damaged. */
enum err store_header_read(struct store *s, struct vault_header *out);

/*
 * Keep the first header, and the local row if its len is not 0; after that both stand in the file itself, as after
 * store_settle.  ERR_EXISTS: there is a vault.  ERR_TOO_LONG: the row is over STORE_HERE_MAX_BYTES.
 */
enum err store_make(struct store *s, const struct vault_header *header, struct bytes here);

/*
 * The local row: sealed bytes that belong to this place and not to the log, of which there is one at most.  No backup
 * has it, so a vault that was restored has none, nor has one that was sealed anew until it is given one. ERR_NOT_FOUND:
 * there is none, or none that could be one; no fault of the vault.
 */
struct store_here {
    size_t len;
    uint8_t at[STORE_HERE_MAX_BYTES];
};
enum err store_here_read(struct store *s, struct store_here *out);
/*
 * What tells this vault from a copy of it: a hash over the machine's id (/etc/machine-id), and which file it is on
 * which file system, each where it lasts.  ERR_STORAGE: the file is not there.
 */
enum err store_place(const struct store *s, struct hash *out);

/*
 * One transaction, durable before it returns.
 * ERR_STORAGE also if the file is no longer where it was opened: what is kept in it would be gone when it is closed.
 * ERR_NOT_FOUND: no vault yet, or a husk names no entry.  ERR_EXISTS: an appended n is taken.
 * ERR_MALFORMED: n leaves a gap, the bytes are neither an envelope nor a husk, or the hash is not theirs.
 * ERR_TOO_LONG: the local row.  That no entry comes twice under two numbers is for the caller to see to.
 *
 * After a husk or a new header, old bytes are overwritten and the write-ahead log is emptied.  If
 * only that fails, the change stands, the answer is ERR_OK, and store_wipe_is_due is true until
 * a later store_keep or store_open has managed it.
 */
enum err store_keep(struct store *s, const struct store_change *change);
bool store_wipe_is_due(const struct store *s);
/*
 * Bring everything into the file itself and empty the write-ahead log, so that a copy of the one file is whole.  For
 * moments of rest, such as a lock.  If it fails, nothing is lost: the log stays, and store_wipe_is_due says so.  A file
 * of version 1 that had no room to become a version 2 when it was opened is tried again, which may take seconds.
 */
void store_settle(struct store *s);

/*
 * Show every entry in order of n.  An error of `see` ends it and is the answer; `see` must not change
 * the store.  On a damaged page everything that can still be read is shown.
 * *unreadable: entries whose bytes could not be read; those whose hash survives are shown without bytes.
 * Bytes that were altered without breaking a page are shown as they are: opening them fails, and
 * store_verify counts them.
 */
enum err store_each(struct store *s, enum err (*see)(void *ctx, const struct log_entry *entry), void *ctx,
                    size_t *unreadable);

/*
 * Write the vault to a new file (0600) in the form of wire/backup.h, synced before it returns.  Of a damaged vault
 * everything that can be read is carried, and of the rest what the chain still knows.
 * While it works, a file with `.part` after the name stands beside it.
 * ERR_EXISTS: there is a file of that name.  ERR_NOT_FOUND: no vault yet, or no such directory.
 */
enum err store_backup(struct store *s, const char *to_path);

/*
 * Make `dir` hold what the backup `from_path` carries.  No store may be open on `dir`.
 * ERR_NOT_FOUND: no such file.  ERR_MALFORMED, ERR_BAD_VERSION: not a vault that can be read.
 * ERR_EXISTS: `dir` holds a vault, or something that cannot be told from one.  ERR_BUSY: as store_open.
 */
enum err store_restore(const char *from_path, const char *dir);

/*
 * Everything anew: a second vault, beside the first, that takes its place whole or not at all.
 *
 *     store_anew_begin, store_anew_put for every entry in rising order of n, then store_anew_end or store_anew_drop
 *
 * The second has no local row unless store_anew_here gives it one in between.
 *
 * Until the end the first is as it was, can be read with store_each, and nothing else may be asked of the store.  While
 * this works, a file with `.part` after the name stands beside the vault; one that was left by a process that was
 * killed goes when the store is opened.  At the end the second is on the disk before it is renamed onto the first; the
 * bytes of the first are then overwritten as far as a file system lets that be done.
 *
 * store_anew_begin: ERR_NOT_FOUND: no vault yet.  store_anew_put: ERR_MALFORMED: n does not rise, or as store_keep.
 * store_anew_end: after an error the first vault is there as before; the second is gone.  Should the new file not open
 * again at once, the answer is still ERR_OK, and whatever is asked of the store next fails.
 */
struct store_anew;
enum err store_anew_begin(struct store *s, const struct vault_header *header, struct store_anew **out);
enum err store_anew_here(struct store_anew *anew, struct bytes here);
/* As store_place, of the second, which it will be after the end as well. */
enum err store_anew_place(const struct store_anew *anew, struct hash *out);
enum err store_anew_put(struct store_anew *anew, const struct log_entry *entry);
enum err store_anew_end(struct store *s, struct store_anew *anew);
void store_anew_drop(struct store *s, struct store_anew *anew);

/*
 * Zeros over the whole of a file that nothing but this descriptor leads to any more; -1 is none.  What a disk keeps of
 * its own accord is out of reach.
 */
void store_overwrite(int fd);
/* A file of this name in `dir` is one that was on its way in when its process was killed: it goes at opening. */
#define STORE_UPLOAD_NAME "vault.upload"

/* What store_verify found.  good + husks + damaged + missing is store_last. */
struct store_report {
    bool sound;               /* SQLite's own quick_check finds nothing */
    bool header, header_copy; /* each can be read and matches its hash */
    uint64_t good;            /* envelopes that match their hash */
    uint64_t husks;           /* deleted on purpose */
    uint64_t damaged;         /* unreadable, or not matching their hash */
    uint64_t missing;         /* numbers of which nothing is left, not even a hash */
};

/* Read everything once and say what it is worth.  Damage is in the report, not in the answer. */
enum err store_verify(struct store *s, struct store_report *report);

#endif
