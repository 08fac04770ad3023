/* Exact stretches and the chains they make: the twin of stretches.py. */

#include "kernel.h"

#include <stdlib.h>

#define DIAGONALS (INT64_C(1) << 31) /* more than any place, so that no diagonal is below zero */

static int64_t common_after(const Stream *a, const Stream *b, int64_t i, int64_t j) {
    int64_t size = least(a->size - i, b->size - j), same = 0;
    while (same < size && a->letters[i + same] == b->letters[j + same]) same++;
    return same;
}

static int64_t common_before(const Stream *a, const Stream *b, int64_t i, int64_t j) {
    int64_t size = least(i, j), same = 0;
    while (same < size && a->letters[i - same - 1] == b->letters[j - same - 1]) same++;
    return same;
}

static int by_place(const void *one, const void *other) {
    const Stretch *a = one, *b = other;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    if (a->b != b->b) return a->b < b->b ? -1 : 1;
    return (a->length > b->length) - (a->length < b->length);
}

/* Return the seeds in the order of their diagonals, then of side a. */
static Seeds by_diagonal(Memory *memory, const Seeds *seeds) {
    uint64_t *keys = take(memory, seeds->count, sizeof(uint64_t));
    for (int64_t i = 0; i < seeds->count; i++) {
        Seed seed = seeds->at[i];
        keys[i] = (uint64_t)((int64_t)seed.b - seed.a + DIAGONALS) << 32 | (uint32_t)seed.a;
    }
    sort_keys(memory, keys, seeds->count);
    Seeds sorted = {take(memory, seeds->count, sizeof(Seed)), seeds->count, seeds->count};
    for (int64_t i = 0; i < seeds->count; i++) {
        int64_t at_a = (int64_t)(keys[i] & UINT32_MAX), diagonal = (int64_t)(keys[i] >> 32) - DIAGONALS;
        sorted.at[i] = (Seed){(int32_t)at_a, (int32_t)(at_a + diagonal)};
    }
    return sorted;
}

/* Return the longest equal stretches around the seeds, in the order of side a. */
Stretches exact_stretches(Memory *memory, const Stream *a, const Stream *b, const Seeds *seeds) {
    Seeds sorted = by_diagonal(memory, seeds);
    Stretches found = {NULL, 0, 0};
    int64_t done = -1, diagonal = INT64_MAX;
    for (int64_t n = 0; n < sorted.count; n++) {
        int64_t i = sorted.at[n].a, j = sorted.at[n].b;
        if (n && sorted.at[n - 1].a == i - 1 && sorted.at[n - 1].b == j - 1) continue;
        if (j - i == diagonal && i < done) continue;
        int64_t before = common_before(a, b, i, j), length = before + common_after(a, b, i, j);
        int64_t kept = a == b ? least(length, j - i) : length;
        Stretch stretch = {(int32_t)(i - before), (int32_t)(j - before), (int32_t)kept};
        if (kept > 0) add_stretch(memory, &found, stretch); /* else equal hashes of different letters */
        diagonal = j - i;
        done = i - before + length;
    }
    if (found.count) qsort(found.at, (size_t)found.count, sizeof(Stretch), by_place);
    return found;
}

typedef struct {
    int64_t score, number, previous; /* previous: the number of the stretch before it in its best chain, or -1 */
} Link;

static int by_score(const void *one, const void *other) {
    const Link *a = one, *b = other;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* Return for each stretch the one before it in its best chain, and that chain's score. */
static Link *best_before(Memory *memory, const Stretches *stretches, int64_t interruption, int64_t largest_gap) {
    Link *links = take(memory, stretches->count, sizeof(Link));
    for (int64_t at = 0; at < stretches->count; at++) {
        Stretch stretch = stretches->at[at];
        links[at] = (Link){LETTER_SCORE * (int64_t)stretch.length, at, -1};
        for (int64_t i = at - 1; i >= most(at - LOOK_BACK, 0); i--) {
            Stretch before = stretches->at[i];
            int64_t on_a = (int64_t)stretch.a - before.a - before.length, on_b = (int64_t)stretch.b - before.b - before.length;
            int64_t narrow = least(on_a, on_b), wide = most(on_a, on_b);
            if (wide > interruption || narrow > largest_gap) continue;
            int64_t fresh = narrow < 0 ? stretch.length + narrow : stretch.length;
            if (fresh < 1 || (narrow < 0 && fresh < SMALL_GRAM && wide - narrow > JUMP)) continue;
            int64_t cost = GAP_COST * most(wide, 0) + least(JUMP_COST * (wide - narrow), LARGEST_JUMP_COST);
            int64_t score = links[i].score + LETTER_SCORE * fresh - cost;
            if (score > links[at].score) links[at] = (Link){score, at, i};
            if (i == at - 1 && wide - narrow <= NO_JUMP) break;
        }
    }
    return links;
}

/* Return the stretches of a chain, each from where the one before it ends on both sides. */
static Stretches without_overlaps(Memory *memory, const Stretches *chain) {
    Stretches kept = {NULL, 0, 0};
    int64_t end_a = 0, end_b = 0;
    for (int64_t i = 0; i < chain->count; i++) {
        Stretch stretch = chain->at[i];
        int32_t overlap = (int32_t)most(most(end_a - stretch.a, end_b - stretch.b), 0);
        if (overlap >= stretch.length) continue;
        add_stretch(memory, &kept, (Stretch){stretch.a + overlap, stretch.b + overlap, stretch.length - overlap});
        end_a = (int64_t)stretch.a + stretch.length;
        end_b = (int64_t)stretch.b + stretch.length;
    }
    return kept;
}

/* Return the best chains of stretches, which are in the order of side a, without overlaps; the best first. */
Links linked(Memory *memory, const Stretches *stretches, int64_t interruption, int64_t largest_gap) {
    Links chains = {NULL, 0, 0};
    if (!stretches->count) return chains;
    Link *links = best_before(memory, stretches, interruption, largest_gap);
    int64_t *previous = take(memory, stretches->count, sizeof(int64_t));
    for (int64_t i = 0; i < stretches->count; i++) previous[i] = links[i].previous;
    uint8_t *used = take_zeros(memory, stretches->count, 1);
    qsort(links, (size_t)stretches->count, sizeof(Link), by_score);
    for (int64_t n = 0; n < stretches->count; n++) {
        int64_t count = 0;
        for (int64_t at = links[n].number; at >= 0 && !used[at]; at = previous[at]) {
            used[at] = 1;
            count++;
        }
        if (!count) continue;
        Stretches chain = {take(memory, count, sizeof(Stretch)), count, count};
        for (int64_t at = links[n].number, i = count - 1; i >= 0; at = previous[at], i--) chain.at[i] = stretches->at[at];
        add_link(memory, &chains, without_overlaps(memory, &chain));
    }
    return chains;
}

int64_t gap_a(const Step *step, const Step *after) { return (int64_t)after->at.a - step->at.a - step->at.length; }

int64_t gap_b(const Step *step, const Step *after) { return (int64_t)after->at.b - step->at.b - step->at.length; }
