/*
 * tests/seal/vectors.c - the published vectors: what a released version wrote opens, and is written again alike
 *
 * The files in tests/vectors/ never change.  Each line is a name, a space, and bytes in hex.  With `print` as
 * its argument the program writes what it would make today, which is how a new format gets its first vectors.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixed.h"
#include "tests/support/files.h"
#include "wire/backup.h"

enum { FILE_MAX = 16384, MADE_RECORDS = 3 };

static uint8_t memory[1 << 18];

struct chain {
    struct vault vault; /* from entropy 0, 1, 2, ...; with a sheet from entropy 0x40, 0x41, ... */
    char sheet[RECOVERY_TEXT_BYTES];
    struct bytes envelopes[MADE_RECORDS];
    struct hash hashes[MADE_RECORDS];
};

static const struct str RECORDS[MADE_RECORDS] = {
    S_INIT("The blanket is warm."),
    S_INIT(""),
    S_INIT("A longer record, of two hundred and fifty-six bytes, so that its padding is the second step: it needs room "
           "for the mark that ends every record. It says that rest is a choice too, that a pause needs no reason, and "
           "that tomorrow is soon enough for the next.."),
};

static struct chain chain_make(struct arena *arena)
{
    struct chain c = {.vault = vault_of(0)};
    struct entropy sheet = entropy_of(0x40);
    struct hash previous = NO_PREVIOUS;
    assert_int_equal(seal_set_recovery(&c.vault.header, &c.vault.keys, entropy_bytes(&sheet), c.sheet), ERR_OK);
    for (size_t i = 0; i < MADE_RECORDS; i++) {
        struct entropy nonce = entropy_of((uint8_t)(0x80 + i));
        assert_int_equal(seal_record(&c.vault.keys, DEVICE, &previous, bytes_of_str(RECORDS[i]), entropy_bytes(&nonce),
                                     arena, &c.envelopes[i], &c.hashes[i]),
                         ERR_OK);
        previous = c.hashes[i];
    }
    return c;
}

static void line_put(struct buf *out, const char *name, const void *at, size_t len)
{
    buf_put(out, str_from_c(name));
    buf_put_byte(out, ' ');
    buf_put_hex(out, (struct bytes){.at = at, .len = len});
    buf_put_byte(out, '\n');
}

static struct str header_text(struct arena *arena)
{
    struct buf out = buf_on(arena);
    struct chain c = chain_make(arena);
    struct entropy entropy = entropy_of(0);
    line_put(&out, "entropy", entropy.at, sizeof entropy.at);
    line_put(&out, "passphrase", "violet river 42", 15);
    line_put(&out, "sheet", c.sheet, sizeof c.sheet);
    line_put(&out, "header", c.vault.header.at, sizeof c.vault.header.at);
    line_put(&out, "root", c.vault.keys.root, KEY_BYTES);
    line_put(&out, "records", c.vault.keys.records, KEY_BYTES);
    line_put(&out, "log", c.vault.keys.log.at, sizeof c.vault.keys.log.at);
    return buf_str(&out);
}

static struct str envelopes_text(struct arena *arena)
{
    static const char *const names[MADE_RECORDS][3] = {
        {"record1", "envelope1", "hash1"}, {"record2", "envelope2", "hash2"}, {"record3", "envelope3", "hash3"}};
    struct buf out = buf_on(arena);
    struct chain c = chain_make(arena);
    static const uint8_t device[8] = {0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88};
    line_put(&out, "device", device, sizeof device);
    for (size_t i = 0; i < MADE_RECORDS; i++) {
        line_put(&out, names[i][0], RECORDS[i].at, RECORDS[i].len);
        line_put(&out, names[i][1], c.envelopes[i].at, c.envelopes[i].len);
        line_put(&out, names[i][2], c.hashes[i].at, HASH_BYTES);
    }
    return buf_str(&out);
}

/* The chain with its second record deleted: the husk is the hash alone, and the third still follows. */
static struct str husk_text(struct arena *arena)
{
    struct buf out = buf_on(arena);
    struct chain c = chain_make(arena);
    line_put(&out, "envelope1", c.envelopes[0].at, c.envelopes[0].len);
    line_put(&out, "husk2", c.hashes[1].at, HASH_BYTES);
    line_put(&out, "envelope3", c.envelopes[2].at, c.envelopes[2].len);
    return buf_str(&out);
}

static void number_put(struct buf *out, uint64_t n, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--)
        buf_put_byte(out, (uint8_t)(n >> (8 * i)));
}

/* The vault with that chain as a backup: an envelope, a husk, and one of which only the hash is left. */
static void kept_take(const struct chain *c, struct bytes kept[MADE_RECORDS])
{
    kept[0] = c->envelopes[0];
    kept[1] = (struct bytes){.at = c->hashes[1].at, .len = HASH_BYTES};
    kept[2] = (struct bytes){0};
}

static struct str summed(struct buf *file, struct arena *arena)
{
    struct buf out = buf_on(arena);
    struct hash sum = seal_hash(buf_bytes(file));
    buf_put_bytes(file, (struct bytes){.at = sum.at, .len = sizeof sum.at});
    line_put(&out, "backup", file->at, file->len);
    return buf_str(&out);
}

/* Version 1, which nothing writes any more. */
static struct str backup_text(struct arena *arena)
{
    static const uint8_t MAGIC[8] = {0x89, 'a', 't', 't', 'b', 'a', 'k', 0x0a};
    struct buf file = buf_on(arena);
    struct chain c = chain_make(arena);
    struct bytes header = {.at = c.vault.header.at, .len = sizeof c.vault.header.at};
    struct hash header_hash = seal_hash(header);
    struct bytes kept[MADE_RECORDS];
    kept_take(&c, kept);
    buf_put_bytes(&file, (struct bytes){MAGIC, sizeof MAGIC});
    number_put(&file, 1, 4);
    number_put(&file, 0, 4);
    number_put(&file, MADE_RECORDS, 8);
    buf_put_bytes(&file, (struct bytes){header_hash.at, HASH_BYTES});
    buf_put_bytes(&file, header);
    for (size_t i = 0; i < MADE_RECORDS; i++) {
        number_put(&file, i + 1, 8);
        number_put(&file, DEVICE, 8);
        buf_put_bytes(&file, (struct bytes){c.hashes[i].at, HASH_BYTES});
        number_put(&file, kept[i].len, 4);
        buf_put_bytes(&file, kept[i]);
    }
    return summed(&file, arena);
}

/* The same in version 2. */
static struct str backup2_text(struct arena *arena)
{
    struct buf file = buf_on(arena);
    struct chain c = chain_make(arena);
    struct bytes header = {.at = c.vault.header.at, .len = sizeof c.vault.header.at};
    struct hash header_hash = seal_hash(header);
    struct bytes kept[MADE_RECORDS];
    kept_take(&c, kept);
    backup_put_start(&file, 1, &header_hash, header);
    backup_put_log(&file, &(struct log_id){0}, MADE_RECORDS);
    for (size_t i = 0; i < MADE_RECORDS; i++)
        backup_put_entry(&file, &(struct log_entry){.n = i + 1,
                                                    .device = DEVICE,
                                                    .previous = i ? c.hashes[i - 1] : NO_PREVIOUS,
                                                    .hash = c.hashes[i],
                                                    .bytes = kept[i]});
    return summed(&file, arena);
}

/* As app/here.c writes it, with every field; tests/app/here.c reads it. */
static const uint8_t ROW[] = {0xa9, 0x00, 0x01, 0x01, 0x1b, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x02, 0x03,
                              0x03, 0x58, 0x20, 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b,
                              0x0c, 0x0d, 0x0e, 0x0f, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a,
                              0x1b, 0x1c, 0x1d, 0x1e, 0x1f, 0x04, 0x02, 0x05, 0x58, 0x20, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4,
                              0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf, 0xd0, 0xd1, 0xd2, 0xd3,
                              0xd4, 0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf, 0x06, 0x03, 0x07,
                              0x02, 0x08, 0x1b, 0x00, 0x00, 0x01, 0x9c, 0xb0, 0xc7, 0xa5, 0x80};

static struct str here_text(struct arena *arena)
{
    struct buf out = buf_on(arena);
    struct chain c = chain_make(arena);
    struct entropy nonce = entropy_of(0xa0);
    struct bytes sealed;
    assert_int_equal(seal_here(&c.vault.header, &c.vault.keys, (struct bytes){ROW, sizeof ROW}, entropy_bytes(&nonce),
                               arena, &sealed),
                     ERR_OK);
    line_put(&out, "row", ROW, sizeof ROW);
    line_put(&out, "here", sealed.at, sealed.len);
    return buf_str(&out);
}

static struct str vector_text(const char *name)
{
    char path[100];
    snprintf(path, sizeof path, "tests/vectors/%s", name);
    return file_text(path);
}

/* The bytes of one line; the test fails if it is not there. */
static struct bytes line_get(struct str text, const char *name, struct arena *arena)
{
    struct str line, key, hex;
    while (str_cut(text, '\n', &line, &text)) {
        if (str_cut(line, ' ', &key, &hex) && str_eq(key, str_from_c(name)))
            return bytes_of_hex(hex, arena);
    }
    fail_msg("no line %s", name);
    return (struct bytes){0};
}

static struct keyring vector_keys(struct arena *arena)
{
    struct str text = vector_text("header.txt");
    struct bytes header_bytes = line_get(text, "header", arena);
    struct bytes passphrase = line_get(text, "passphrase", arena);
    struct vault_header header;
    struct keyring keys = {0};
    assert_int_equal(header_bytes.len, sizeof header.at);
    mem_copy(header.at, header_bytes.at, sizeof header.at);
    assert_int_equal(seal_open_passphrase(&header, str_of_bytes(passphrase), &keys), ERR_OK);
    return keys;
}

static void the_published_header_opens_with_passphrase_and_sheet(void **state)
{
    (void)state;
    struct arena arena = arena_on(memory, sizeof memory);
    struct str text = vector_text("header.txt");
    struct keyring keys = vector_keys(&arena);
    struct keyring by_sheet = {0};
    struct vault_header header;
    mem_copy(header.at, line_get(text, "header", &arena).at, sizeof header.at);

    assert_memory_equal(keys.root, line_get(text, "root", &arena).at, KEY_BYTES);
    assert_memory_equal(keys.records, line_get(text, "records", &arena).at, KEY_BYTES);
    assert_memory_equal(keys.log.at, line_get(text, "log", &arena).at, sizeof keys.log.at);
    struct str sheet = str_of_bytes(line_get(text, "sheet", &arena));
    assert_int_equal(seal_open_recovery(&header, sheet, &by_sheet), ERR_OK);
    assert_memory_equal(by_sheet.root, keys.root, KEY_BYTES);
}

static void the_published_envelopes_open_in_their_chain(void **state)
{
    (void)state;
    static const char *const names[MADE_RECORDS][3] = {
        {"record1", "envelope1", "hash1"}, {"record2", "envelope2", "hash2"}, {"record3", "envelope3", "hash3"}};
    struct arena arena = arena_on(memory, sizeof memory);
    struct str text = vector_text("envelopes.txt");
    struct keyring keys = vector_keys(&arena);
    struct hash previous = NO_PREVIOUS;
    for (size_t i = 0; i < MADE_RECORDS; i++) {
        struct bytes envelope = line_get(text, names[i][1], &arena);
        struct bytes record;
        assert_int_equal(seal_open_record(&keys, DEVICE, &previous, envelope, &arena, &record), ERR_OK);
        assert_true(bytes_eq(record, line_get(text, names[i][0], &arena)));
        previous = seal_hash(envelope);
        assert_memory_equal(previous.at, line_get(text, names[i][2], &arena).at, HASH_BYTES);
    }
}

static void the_published_husk_holds_its_place_in_the_chain(void **state)
{
    (void)state;
    struct arena arena = arena_on(memory, sizeof memory);
    struct str text = vector_text("husk.txt");
    struct keyring keys = vector_keys(&arena);
    struct hash previous;
    struct bytes record;
    assert_true(husk_read(line_get(text, "husk2", &arena), &previous));
    struct bytes third = line_get(text, "envelope3", &arena);
    assert_int_equal(seal_open_record(&keys, DEVICE, &previous, third, &arena, &record), ERR_OK);
    assert_true(bytes_eq(record, bytes_of_str(RECORDS[2])));
}

static void a_published_backup_is_read(const char *name, uint32_t version)
{
    struct arena arena = arena_on(memory, sizeof memory);
    struct bytes file = line_get(vector_text(name), "backup", &arena);
    struct keyring keys = vector_keys(&arena);
    struct backup backup;
    struct log_entry entry;
    struct bytes record;
    struct hash husk;
    assert_int_equal(backup_read(file, &backup), ERR_OK);
    struct hash sum = seal_hash(backup.summed);
    assert_memory_equal(sum.at, backup.sum.at, sizeof sum.at);
    assert_true(bytes_eq(backup.header, line_get(vector_text("header.txt"), "header", &arena)));
    assert_int_equal(backup.version, version);
    assert_int_equal(backup.count, MADE_RECORDS);
    assert_int_equal(backup.logs, 1);

    assert_int_equal(backup_next(&backup, &entry), ERR_OK);
    assert_int_equal(seal_open_record(&keys, entry.device, &entry.previous, entry.bytes, &arena, &record), ERR_OK);
    assert_true(bytes_eq(record, bytes_of_str(RECORDS[0])));
    struct hash first = entry.hash;
    assert_int_equal(backup_next(&backup, &entry), ERR_OK);
    assert_true(husk_read(entry.bytes, &husk));
    assert_memory_equal(entry.previous.at, first.at, HASH_BYTES);
    assert_int_equal(backup_next(&backup, &entry), ERR_OK);
    assert_int_equal(entry.n, 3);
    assert_int_equal(entry.bytes.len, 0);
    assert_memory_equal(entry.previous.at, husk.at, HASH_BYTES);
    assert_int_equal(backup_next(&backup, &entry), ERR_NOT_FOUND);
}

static void the_published_backups_of_both_versions_are_read(void **state)
{
    (void)state;
    a_published_backup_is_read("backup.txt", 1);
    a_published_backup_is_read("backup-2.txt", 2);
}

/* Cut anywhere, or with its entries in another order, it is no backup. */
static void a_broken_backup_is_refused(const char *name, size_t first_n, size_t count)
{
    static uint8_t copy[FILE_MAX];
    struct arena arena = arena_on(memory, sizeof memory);
    struct bytes file = line_get(vector_text(name), "backup", &arena);
    struct backup backup;
    for (size_t len = 0; len < file.len; len++)
        assert_int_not_equal(backup_read(bytes_first(file, len), &backup), ERR_OK);
    mem_copy(copy, file.at, file.len);
    copy[first_n + 7] = 2; /* the first entry's number, twice the second's */
    assert_int_equal(backup_read((struct bytes){copy, file.len}, &backup), ERR_MALFORMED);
    mem_copy(copy, file.at, file.len);
    copy[11] = BACKUP_VERSION + 1;
    assert_int_equal(backup_read((struct bytes){copy, file.len}, &backup), ERR_BAD_VERSION);
    mem_copy(copy, file.at, file.len);
    copy[count + 7] = MADE_RECORDS + 1; /* one entry more than there is */
    assert_int_not_equal(backup_read((struct bytes){copy, file.len}, &backup), ERR_OK);
}

static void a_backup_that_is_not_whole_is_refused(void **state)
{
    (void)state;
    a_broken_backup_is_refused("backup.txt", 8 + 4 + 4 + 8 + HASH_BYTES + VAULT_HEADER_BYTES, 16);
    a_broken_backup_is_refused("backup-2.txt", BACKUP_START_BYTES + BACKUP_LOG_BYTES, BACKUP_START_BYTES + 32);
}

static struct vault_header vector_header(struct arena *arena)
{
    struct vault_header header;
    mem_copy(header.at, line_get(vector_text("header.txt"), "header", arena).at, sizeof header.at);
    return header;
}

static void the_published_row_opens(void **state)
{
    (void)state;
    struct arena arena = arena_on(memory, sizeof memory);
    struct str text = vector_text("here.txt");
    struct keyring keys = vector_keys(&arena);
    struct vault_header header = vector_header(&arena);
    struct bytes row, sealed = line_get(text, "here", &arena);
    assert_int_equal(seal_open_here(&header, &keys, sealed, &arena, &row), ERR_OK);
    assert_true(bytes_eq(row, line_get(text, "row", &arena)));
}

/* Changed anywhere, or of another root or log salt, it is nobody's; neither row nor envelope passes for the other. */
static void a_row_is_of_one_vault_and_whole(void **state)
{
    (void)state;
    static uint8_t copy[HERE_MAX_BYTES];
    struct arena arena = arena_on(memory, sizeof memory);
    struct keyring keys = vector_keys(&arena);
    struct vault_header header = vector_header(&arena), salted = header;
    struct vault other = vault_of(7);
    struct entropy nonce = entropy_of(3);
    struct bytes row, sealed = line_get(vector_text("here.txt"), "here", &arena);
    for (size_t i = 0; i < HERE_MAX_BYTES; i++) {
        mem_copy(copy, sealed.at, sealed.len);
        copy[i] ^= 1;
        assert_int_equal(seal_open_here(&header, &keys, (struct bytes){copy, sealed.len}, &arena, &row),
                         ERR_NOT_OPENED);
    }
    assert_int_equal(seal_open_here(&header, &keys, bytes_first(sealed, 1063), &arena, &row), ERR_TRUNCATED);
    assert_int_equal(seal_open_here(&other.header, &other.keys, sealed, &arena, &row), ERR_NOT_OPENED);
    salted.at[16] ^= 1;
    assert_int_equal(seal_open_here(&salted, &keys, sealed, &arena, &row), ERR_NOT_OPENED);
    assert_int_equal(seal_open_record(&keys, 0, &NO_PREVIOUS, sealed, &arena, &row), ERR_NOT_OPENED);
    struct bytes long_row = {copy, HERE_ROW_MAX_BYTES + 1}, full = {copy, HERE_ROW_MAX_BYTES};
    assert_int_equal(seal_here(&header, &keys, long_row, entropy_bytes(&nonce), &arena, &sealed), ERR_TOO_LONG);
    assert_int_equal(seal_here(&header, &keys, full, bytes_first(entropy_bytes(&nonce), 23), &arena, &sealed),
                     ERR_TRUNCATED);
    assert_int_equal(seal_here(&header, &keys, full, entropy_bytes(&nonce), &arena, &sealed), ERR_OK);
    assert_int_equal(seal_open_here(&header, &keys, sealed, &arena, &row), ERR_OK);
    assert_true(bytes_eq(row, full));
    assert_int_equal(seal_here(&header, &keys, (struct bytes){0}, entropy_bytes(&nonce), &arena, &sealed), ERR_OK);
    assert_int_equal(seal_open_here(&header, &keys, sealed, &arena, &row), ERR_OK);
    assert_int_equal(row.len, 0);
}

static void making_them_again_gives_the_same_bytes(void **state)
{
    (void)state;
    struct arena arena = arena_on(memory, sizeof memory);
    assert_true(str_eq(header_text(&arena), vector_text("header.txt")));
    assert_true(str_eq(envelopes_text(&arena), vector_text("envelopes.txt")));
    assert_true(str_eq(husk_text(&arena), vector_text("husk.txt")));
    assert_true(str_eq(backup_text(&arena), vector_text("backup.txt")));
    assert_true(str_eq(backup2_text(&arena), vector_text("backup-2.txt")));
    assert_true(str_eq(here_text(&arena), vector_text("here.txt")));
}

static int print_one(const char *name)
{
    struct arena arena = arena_on(memory, sizeof memory);
    struct str text = strcmp(name, "header") == 0      ? header_text(&arena)
                      : strcmp(name, "envelopes") == 0 ? envelopes_text(&arena)
                      : strcmp(name, "backup") == 0    ? backup_text(&arena)
                      : strcmp(name, "backup-2") == 0  ? backup2_text(&arena)
                      : strcmp(name, "here") == 0      ? here_text(&arena)
                                                       : husk_text(&arena);
    return fwrite(text.at, 1, text.len, stdout) == text.len ? 0 : 1;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_header_opens_with_passphrase_and_sheet),
        cmocka_unit_test(the_published_envelopes_open_in_their_chain),
        cmocka_unit_test(the_published_husk_holds_its_place_in_the_chain),
        cmocka_unit_test(the_published_backups_of_both_versions_are_read),
        cmocka_unit_test(a_backup_that_is_not_whole_is_refused),
        cmocka_unit_test(the_published_row_opens),
        cmocka_unit_test(a_row_is_of_one_vault_and_whole),
        cmocka_unit_test(making_them_again_gives_the_same_bytes),
    };
    if (argc == 3 && strcmp(argv[1], "print") == 0)
        return print_one(argv[2]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
