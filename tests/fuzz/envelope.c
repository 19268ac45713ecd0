/*
 * tests/fuzz/envelope.c - whatever bytes come as an envelope, a husk, padding, a header, a code or a record
 *
 * Nothing crashes; what is refused leaves the outputs alone; what is accepted is what was made.  The keys
 * are those of tests/vectors/header.txt, so an envelope in the corpus really opens.
 */
#include "seal/seal.h"

enum { MAX_BYTES = ENVELOPE_MAX_BYTES + 64, DEVICE_HIGH = 0x11223344, DEVICE_LOW = 0x55667788 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint64_t DEVICE = (uint64_t)DEVICE_HIGH << 32 | DEVICE_LOW;
static const struct hash NO_PREVIOUS;
static struct vault_header header;
static struct keyring keys;
static uint8_t memory[4 * MAX_BYTES];

static void keys_make(void)
{
    uint8_t entropy[MAKE_ENTROPY_BYTES];
    for (size_t i = 0; i < sizeof entropy; i++)
        entropy[i] = (uint8_t)i;
    struct bytes from = {.at = entropy, .len = sizeof entropy};
    struct seal_cost cheap = {.passes = 1, .memory_bytes = 8192};
    char text[RECOVERY_TEXT_BYTES];
    ASSERT(seal_make(S("violet river 42"), cheap, from, &header, &keys) == ERR_OK);
    ASSERT(seal_set_recovery(&header, &keys, bytes_inside(from, 0x40, 0), text) == ERR_OK);
}

static void measure(struct bytes in)
{
    struct envelope parts;
    struct hash husk;
    struct bytes record = {0};

    bool splits = envelope_split(in, &parts) == ERR_OK;
    bool is_husk = husk_read(in, &husk);
    ASSERT(!(splits && is_husk));
    if (splits)
        ASSERT(parts.nonce.len + parts.sealed.len + parts.tag.len == in.len && padded_len_is_step(parts.sealed.len));
    if (pad_strip(in, &record) == ERR_OK)
        ASSERT(record.len < in.len && in.at[record.len] == 0x80);
}

static void open_as_header(struct bytes in)
{
    struct vault_header foreign;
    struct keyring none = {0};
    if (in.len < sizeof foreign.at)
        return;
    mem_copy(foreign.at, in.at, sizeof foreign.at);
    if (seal_header_check(&foreign) != ERR_OK)
        ASSERT(seal_open_passphrase(&foreign, S("violet river 42"), &none) != ERR_OK && !none.open);
}

static void open_as_code(struct bytes in)
{
    struct keyring by_code = {0};
    bool opened = seal_open_recovery(&header, str_of_bytes(in), &by_code) == ERR_OK;
    ASSERT(opened == by_code.open);
    if (opened)
        ASSERT(mem_compare(&by_code.root, &keys.root, sizeof keys.root) == 0);
}

static void open_as_envelope(struct bytes in)
{
    struct arena arena = arena_on(memory, sizeof memory);
    size_t left = arena_left(&arena);
    struct bytes record = {0};
    if (seal_open_record(&keys, DEVICE, &NO_PREVIOUS, in, &arena, &record) != ERR_OK)
        ASSERT(record.at == NULL && arena_left(&arena) == left);
}

static void seal_as_record(struct bytes in)
{
    static const uint8_t nonce[SEAL_ENTROPY_BYTES];
    struct arena arena = arena_on(memory, sizeof memory);
    struct bytes entropy = {.at = nonce, .len = sizeof nonce};
    struct bytes envelope, back;
    struct hash hash;
    if (in.len > RECORD_MAX_BYTES)
        return;
    ASSERT(seal_record(&keys, DEVICE, &NO_PREVIOUS, in, entropy, &arena, &envelope, &hash) == ERR_OK);
    ASSERT(seal_open_record(&keys, DEVICE, &NO_PREVIOUS, envelope, &arena, &back) == ERR_OK);
    ASSERT(bytes_eq(in, back));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes in = {.at = data, .len = size};
    if (size > MAX_BYTES)
        return 0;
    if (!keys.open)
        keys_make();
    measure(in);
    open_as_header(in);
    open_as_code(in);
    open_as_envelope(in);
    seal_as_record(in);
    return 0;
}
