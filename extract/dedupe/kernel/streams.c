/* Texts as streams of letters and digits, and the shingles that stand twice in one: the twin of shingles.py. */

#include "kernel.h"

static inline uint64_t letter_hash(uint32_t letter) {
    uint64_t hash = letter * FIRST_MULTIPLIER;
    return hash ^ (hash >> LETTER_SHIFT);
}

static inline uint64_t mixed(uint64_t hash) {
    hash ^= hash >> MIXING_SHIFT;
    hash *= SECOND_MULTIPLIER;
    return hash ^ (hash >> MIXING_SHIFT);
}

/* Fill in the hash of each ``gram`` letters in a row, and return how many there are; none in a shorter stream. */
int64_t fill_hashes(const uint32_t *letters, int64_t size, int64_t gram, uint64_t *hashes) {
    int64_t count = most(size - gram + 1, 0);
    uint64_t hash = 0, oldest = 1;
    for (int64_t i = 0; i < gram; i++) oldest *= BASE;
    for (int64_t i = 0; count && i < gram; i++) hash = hash * BASE + letter_hash(letters[i]);
    for (int64_t i = 0; i < count; i++) {
        if (i) hash = hash * BASE + letter_hash(letters[i + gram - 1]) - letter_hash(letters[i - 1]) * oldest;
        hashes[i] = mixed(hash);
    }
    return count;
}

/* Return the hash of each ``gram`` letters in a row, and how many there are. */
uint64_t *hash_grams(Memory *memory, const Stream *stream, int64_t gram, int64_t *count) {
    uint64_t *hashes = take(memory, stream->size, sizeof(uint64_t));
    *count = fill_hashes(stream->letters, stream->size, gram, hashes);
    return hashes;
}

typedef struct {
    uint64_t hash;
    int64_t count;       /* of its places; 0: the slot is free */
    int32_t first, last; /* of them */
} Gram;

typedef struct {
    Gram *slots;
    int32_t *next; /* for each place the next one of the same shingle */
    int64_t size;  /* of the slots: a power of two */
} GramTable;

/* Return for each beginning of a hash whether no shingle has it (0), one (1), or more than one (2). */
static uint8_t *beginnings(Memory *memory, const uint64_t *hashes, int64_t count, int bits) {
    uint8_t *times = take_zeros(memory, INT64_C(1) << bits, 1);
    for (int64_t i = 0; i < count; i++) {
        uint8_t *met = &times[hashes[i] >> (64 - bits)];
        *met = *met ? 2 : 1;
    }
    return times;
}

static void add_place(GramTable *table, uint64_t hash, int32_t place) {
    int64_t slot = (int64_t)hash & (table->size - 1);
    while (table->slots[slot].count && table->slots[slot].hash != hash) slot = (slot + 1) & (table->size - 1);
    Gram *gram = &table->slots[slot];
    if (gram->count)
        table->next[gram->last] = place;
    else
        *gram = (Gram){hash, 0, place, place};
    gram->count++;
    gram->last = place;
}

/* Return the shingles that share the beginning of their hash with another: among them all that stand twice. */
static GramTable repeated_grams(Memory *memory, const uint64_t *hashes, int64_t count) {
    GramTable table = {NULL, take(memory, count, sizeof(int32_t)), 16};
    int bits = 10;
    int64_t candidates = 0;
    while (bits < 40 && (INT64_C(1) << bits) < 8 * count) bits++;
    const uint8_t *times = beginnings(memory, hashes, count, bits);
    for (int64_t i = 0; i < count; i++) candidates += times[hashes[i] >> (64 - bits)] == 2;
    while (table.size < 2 * candidates) table.size *= 2;
    table.slots = take_zeros(memory, table.size, sizeof(Gram));
    for (int64_t i = 0; i < count; i++)
        if (times[hashes[i] >> (64 - bits)] == 2) add_place(&table, hashes[i], (int32_t)i);
    return table;
}

/* Return how often a shingle may stand for all up to it to make ``most_pairs``. */
static int64_t affordable(const GramTable *table, int64_t most_pairs) {
    int64_t pairs[MAX_PLACES + 1] = {0}, total = 0, limit = 0;
    for (int64_t slot = 0; slot < table->size; slot++) {
        int64_t count = table->slots[slot].count;
        if (count <= MAX_PLACES) pairs[count] += count * (count - 1) / 2;
    }
    for (int64_t count = 0; count <= MAX_PLACES; count++) {
        total += pairs[count];
        if (total > most_pairs) break;
        limit = count;
    }
    return limit;
}

/* Add each two places of a shingle that stands more than once in the stream, though not too often. */
void add_own_seeds(Memory *memory, const Stream *stream, Seeds *seeds) {
    int64_t count;
    uint64_t *hashes = hash_grams(memory, stream, GRAM, &count);
    GramTable table = repeated_grams(memory, hashes, count);
    int64_t limit = affordable(&table, PAIRS_PER_LETTER * stream->size);
    for (int64_t slot = 0; slot < table.size; slot++) {
        Gram gram = table.slots[slot];
        if (gram.count > limit) continue;
        for (int32_t i = gram.first; i != gram.last; i = table.next[i])
            for (int32_t j = i; j != gram.last; j = table.next[j]) add_seed(memory, seeds, (Seed){i, table.next[j]});
    }
}

/* Read the letters of a text, folded by ``first``, which numbers those that count as several in ``starts`` and ``parts``.

   Returns how many there are, or -1 when they find no room; there must be room for at least ``size``. */
int64_t read_letters(
    const uint32_t *text, int64_t size, const uint32_t *first, const int64_t *starts, const uint32_t *parts,
    uint32_t *letters, int32_t *places, int64_t room
) {
    int64_t count = 0, spare = room - size;
    for (int64_t at = 0; at < size; at++) {
        uint32_t letter = first[least(text[at], LAST_LETTER)];
        letters[count] = letter;
        places[count] = (int32_t)at;
        if (!(letter & IS_SEVERAL)) {
            count += letter != 0;
            continue;
        }
        int64_t number = (int64_t)(letter - IS_SEVERAL), length = starts[number + 1] - starts[number];
        spare -= length - 1;
        if (spare < 0) return -1;
        for (int64_t i = 0; i < length; i++) {
            letters[count] = parts[starts[number] + i];
            places[count++] = (int32_t)at;
        }
    }
    return count;
}

/* Fill in the hashes that are kept between texts and where they begin, and return how many; there must be room for all. */
int64_t sample_grams(const uint32_t *letters, int64_t size, uint64_t *hashes, int32_t *places) {
    int64_t count = fill_hashes(letters, size, GRAM, hashes), kept = 0;
    for (int64_t i = 0; i < count; i++) {
        hashes[kept] = hashes[i];
        places[kept] = (int32_t)i;
        kept += hashes[i] % SAMPLING == 0;
    }
    return kept;
}
