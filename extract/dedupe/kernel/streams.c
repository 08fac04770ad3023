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

/* Fill in the hash of each ``gram`` letters in a row, and return how many there are; there must be room for ``size``. */
int64_t fill_hashes(const uint32_t *letters, int64_t size, int64_t gram, uint64_t *hashes) {
    int64_t count = most(size - gram + 1, 0);
    uint64_t hash = 0, oldest = 1, leaving = 0;
    for (int64_t i = 0; i < gram; i++) oldest *= BASE;
    for (int64_t i = 0; i < size; i++) hashes[i] = letter_hash(letters[i]);
    for (int64_t i = 0; count && i < gram - 1; i++) hash = hash * BASE + hashes[i];
    for (int64_t i = 0; i < count; i++) {
        hash = hash * BASE + (hashes[i + gram - 1] - leaving * oldest);
        leaving = hashes[i];
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
    int64_t count;   /* of its places; 0: the slot is free */
    int64_t nearest; /* the number of the first candidate that has it */
} Gram;

typedef struct {
    Gram *slots;
    int64_t size; /* of the slots: a power of two */
} GramTable;

typedef struct {
    int32_t place, slot;
    int64_t next; /* the number of the next place of the same shingle, or -1 */
} Candidate;

LIST(Candidate, Candidates, add_candidate)

#define BITS_PER_GRAM 16 /* so that few different shingles share a bit */

/* Return the places of the shingles whose bit, told by the beginning of their hash, another one has too: all that stand twice. */
static Candidates find_candidates(Memory *memory, const uint64_t *hashes, int64_t count) {
    Candidates candidates = {NULL, 0, 0};
    int bits = 10;
    while (bits < 40 && (INT64_C(1) << bits) < BITS_PER_GRAM * count) bits++;
    uint64_t *once = take_zeros(memory, INT64_C(1) << (bits - 6), sizeof(uint64_t));
    uint64_t *twice = take_zeros(memory, INT64_C(1) << (bits - 6), sizeof(uint64_t));
    for (int64_t i = 0; i < count; i++) {
        uint64_t at = hashes[i] >> (64 - bits), bit = UINT64_C(1) << (at & 63);
        twice[at >> 6] |= once[at >> 6] & bit;
        once[at >> 6] |= bit;
    }
    for (int64_t i = 0; i < count; i++) {
        uint64_t at = hashes[i] >> (64 - bits);
        if (twice[at >> 6] >> (at & 63) & 1) add_candidate(memory, &candidates, (Candidate){(int32_t)i, -1, -1});
    }
    return candidates;
}

static int32_t slot_of(const GramTable *table, uint64_t hash) {
    int64_t slot = (int64_t)(hash & (uint64_t)(table->size - 1));
    while (table->slots[slot].count && table->slots[slot].hash != hash) slot = (slot + 1) & (table->size - 1);
    return (int32_t)slot;
}

/* Return a table of the candidates' shingles, and join the candidates of each. */
static GramTable join_candidates(Memory *memory, const uint64_t *hashes, Candidates *candidates) {
    GramTable table = {NULL, 16};
    while (table.size < 2 * candidates->count) table.size *= 2;
    table.slots = take_zeros(memory, table.size, sizeof(Gram));
    for (int64_t i = candidates->count - 1; i >= 0; i--) {
        Candidate *candidate = &candidates->at[i];
        candidate->slot = slot_of(&table, hashes[candidate->place]);
        Gram *gram = &table.slots[candidate->slot];
        candidate->next = gram->count ? gram->nearest : -1;
        *gram = (Gram){hashes[candidate->place], gram->count + 1, i};
    }
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
void add_own_seeds(Memory *memory, const Stream *stream, const uint64_t *hashes, int64_t count, Seeds *seeds) {
    Candidates candidates = find_candidates(memory, hashes, count);
    GramTable table = join_candidates(memory, hashes, &candidates);
    int64_t limit = affordable(&table, PAIRS_PER_LETTER * stream->size);
    for (int64_t i = 0; i < candidates.count; i++) {
        const Candidate *candidate = &candidates.at[i];
        if (table.slots[candidate->slot].count > limit) continue;
        for (int64_t other = candidate->next; other >= 0; other = candidates.at[other].next)
            add_seed(memory, seeds, (Seed){candidate->place, candidates.at[other].place});
    }
}

/* Read the letters of a text, folded by ``first``, which numbers those that count as several in ``starts`` and ``parts``.

   They and then their places are filled into ``letters``, which has room for ``room`` of each, no fewer than ``size``.
   Returns how many there are, or -1 when they find no room. */
int64_t read_letters(
    const uint32_t *text, int64_t size, const uint32_t *first, const int64_t *starts, const uint32_t *parts,
    uint32_t *letters, int64_t room, Stream *stream
) {
    int64_t count = 0, spare = room - size;
    int32_t *places = (int32_t *)(letters + room);
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
    *stream = (Stream){letters, places, text, count, size};
    return count;
}

/* Of these hashes of shingles fill in those that are kept between texts and where they begin, and return how many. */
int64_t keep_samples(const uint64_t *hashes, int64_t count, uint64_t *kept, int32_t *places) {
    int64_t samples = 0;
    for (int64_t i = 0; i < count; i++) {
        uint64_t hash = hashes[i]; /* ``kept`` may be the same list */
        kept[samples] = hash;
        places[samples] = (int32_t)i;
        samples += hash % SAMPLING == 0;
    }
    return samples;
}

/* Do the same for a stream. There must be room for all of its letters. */
int64_t sample_grams(const Stream *stream, uint64_t *hashes, int32_t *places) {
    int64_t count = fill_hashes(stream->letters, stream->size, GRAM, hashes);
    return keep_samples(hashes, count, hashes, places);
}
