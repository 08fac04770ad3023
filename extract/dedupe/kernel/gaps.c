/* What stands between exact stretches, and beyond their ends: the twin of gaps.py. */

#include "kernel.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    const uint32_t *letters; /* of the shingle; none: the slot is free */
    int64_t in_a, in_b;      /* its place, or NOWHERE or OFTEN */
} Place;

enum { NOWHERE = -1, OFTEN = -2 };

typedef struct {
    Place *slots;
    int64_t size; /* a power of two */
} Table;

static inline Codes part_of(const Stream *stream, int64_t start, int64_t end) {
    return (Codes){stream->letters + start, end - start};
}

static Place *place_of(const Table *table, const uint32_t *letters) {
    uint64_t hash = 0, factor = FIRST_MULTIPLIER;
    for (int i = 0; i < SMALL_GRAM; i++, factor += 2 * SECOND_MULTIPLIER) hash += letters[i] * factor;
    int64_t slot = (int64_t)(hash >> 32) & (table->size - 1);
    while (table->slots[slot].letters && memcmp(table->slots[slot].letters, letters, SMALL_GRAM * sizeof(uint32_t)))
        slot = (slot + 1) & (table->size - 1);
    return &table->slots[slot];
}

/* Return a table of the small shingles of ``a``, with their places in both texts. */
static Table small_grams(Memory *memory, Codes a, Codes b) {
    Table table = {NULL, 16};
    while (table.size < 2 * a.size) table.size *= 2;
    table.slots = take_zeros(memory, table.size, sizeof(Place));
    for (int64_t i = 0; i + SMALL_GRAM <= a.size; i++) {
        Place *place = place_of(&table, a.at + i);
        *place = (Place){a.at + i, place->letters ? OFTEN : i, NOWHERE};
    }
    for (int64_t j = 0; j + SMALL_GRAM <= b.size; j++) {
        Place *place = place_of(&table, b.at + j);
        if (place->letters) place->in_b = place->in_b == NOWHERE ? j : OFTEN;
    }
    return table;
}

static int64_t letters_in(const Stretches *stretches) {
    int64_t letters = 0;
    for (int64_t i = 0; i < stretches->count; i++) letters += stretches->at[i].length;
    return letters;
}

/* Return the best chain of stretches of at least SMALL_GRAM letters that stand once in each text. */
static Stretches small_stretches(Memory *memory, Codes a, Codes b) {
    Table table = small_grams(memory, a, b);
    Stretches found = {NULL, 0, 0};
    for (int64_t i = 0; i + SMALL_GRAM <= a.size; i++) {
        const Place *place = place_of(&table, a.at + i);
        if (place->in_a == OFTEN || place->in_b < 0) continue;
        Stretch *last = found.count ? &found.at[found.count - 1] : NULL;
        if (last && i - last->a == place->in_b - last->b && i <= (int64_t)last->a + last->length)
            last->length = (int32_t)i + SMALL_GRAM - last->a;
        else
            add_stretch(memory, &found, (Stretch){(int32_t)i, (int32_t)place->in_b, SMALL_GRAM});
    }
    Links chains = linked(memory, &found, MAX_GAP, MAX_GAP);
    Stretches best = {NULL, 0, 0};
    for (int64_t i = 0; i < chains.count; i++)
        if (letters_in(&chains.at[i]) > letters_in(&best)) best = chains.at[i];
    return best;
}

/* Return the part of the steps in a row whose equal letters most outweigh their edits, and by how much they do. */
Part strongest(const Steps *steps, Part part, int64_t *best_score) {
    Part best = {part.first, part.first};
    int64_t score = 0, start = part.first;
    *best_score = 0;
    for (int64_t at = part.first; at < part.end; at++) {
        const Step *step = &steps->at[at];
        if (at > start) {
            int64_t gap = most(gap_a(step - 1, step), gap_b(step - 1, step));
            score -= least(-EDIT * gap, INTERRUPTION);
        }
        if (score <= 0) {
            score = 0;
            start = at;
        }
        score += step->equal + EDIT * (int64_t)(step->at.length - step->equal);
        if (score > *best_score) {
            *best_score = score;
            best = (Part){start, at + 1};
        }
    }
    return best;
}

static int64_t equal_in(const Steps *steps, int64_t first) {
    int64_t equal = 0;
    for (int64_t at = first; at < steps->count; at++) equal += steps->at[at].equal;
    return equal;
}

/* Add what two short differing texts share by the fewest edits, unless it is no more than chance. */
static void add_edited(Memory *memory, Codes a, Codes b, int32_t at_a, int32_t at_b, Steps *steps) {
    int64_t longer = most(a.size, b.size), first = steps->count, score;
    if (!a.size || !b.size || longer > LARGEST_EDIT) return;
    add_edit(memory, a, b, at_a, at_b, steps);
    if (2 * equal_in(steps, first) >= longer || longer <= FEW) return;
    Part best = strongest(steps, (Part){first, steps->count}, &score);
    if (score < ISLAND) best.end = best.first;
    steps->count = first;
    for (int64_t at = best.first; at < best.end; at++) steps->at[steps->count++] = steps->at[at];
}

/* Add what the letters from ``from`` to ``to`` on each side have in common, in order. */
static void add_in_common(Memory *memory, const Stream *a, const Stream *b, Seed from, Seed to, Steps *steps) {
    Codes part_a = part_of(a, from.a, most(from.a, to.a)), part_b = part_of(b, from.b, most(from.b, to.b));
    Stretches inside = {NULL, 0, 0};
    int64_t difference = part_a.size - part_b.size;
    if (!part_a.size || !part_b.size) return;
    if (most(part_a.size, part_b.size) > DENSE || most(difference, -difference) > JUMP)
        inside = small_stretches(memory, part_a, part_b);
    Seed at = from;
    for (int64_t i = 0; i < inside.count; i++) {
        Stretch stretch = {from.a + inside.at[i].a, from.b + inside.at[i].b, inside.at[i].length};
        add_edited(memory, part_of(a, at.a, stretch.a), part_of(b, at.b, stretch.b), at.a, at.b, steps);
        add_step(memory, steps, (Step){stretch, stretch.length});
        at = (Seed){stretch.a + stretch.length, stretch.b + stretch.length};
    }
    add_edited(memory, part_of(a, at.a, to.a), part_of(b, at.b, to.b), at.a, at.b, steps);
}

/* Return the stretches and, between them, what the gaps have in common. */
Steps filled(Memory *memory, const Stream *a, const Stream *b, const Stretches *stretches) {
    Steps steps = {NULL, 0, 0};
    for (int64_t i = 0; i < stretches->count; i++) {
        Stretch stretch = stretches->at[i];
        if (i) {
            Stretch before = stretches->at[i - 1];
            Seed from = {before.a + before.length, before.b + before.length};
            add_in_common(memory, a, b, from, (Seed){stretch.a, stretch.b}, &steps);
        }
        add_step(memory, &steps, (Step){stretch, stretch.length});
    }
    return steps;
}

/* Add how two texts begin alike: the first steps of their edit up to the place where the score is best. */
static void add_best_start(Memory *memory, Codes a, Codes b, Steps *steps) {
    Codes probe_a = {a.at, least(a.size, PROBE)}, probe_b = {b.at, least(b.size, PROBE)};
    if (edit_distance(memory, probe_a, probe_b) > PROBE / 2) return;
    int64_t first = steps->count, keep = first, score = 0, best = -EDIT - 1, i = 0, j = 0;
    add_edit(memory, a, b, 0, 0, steps);
    for (int64_t at = first; at < steps->count; at++) {
        Step step = steps->at[at];
        score += EDIT * most(step.at.a - i, step.at.b - j) + step.equal + EDIT * (int64_t)(step.at.length - step.equal);
        i = (int64_t)step.at.a + step.at.length;
        j = (int64_t)step.at.b + step.at.length;
        if (step.equal && score > best) {
            best = score;
            keep = at + 1;
        }
    }
    steps->count = keep;
}

/* Add what follows ``at`` on both sides as long as equal letters outweigh edits. */
static void add_ahead(Memory *memory, const Stream *a, const Stream *b, Seed at, Seed ends, Steps *steps) {
    while (at.a < ends.a && at.b < ends.b) {
        int64_t width = least(WINDOW, least(ends.a - at.a, ends.b - at.b)), first = steps->count;
        add_best_start(memory, part_of(a, at.a, at.a + width), part_of(b, at.b, at.b + width), steps);
        if (steps->count == first) return;
        Stretch last = steps->at[steps->count - 1].at;
        for (int64_t n = first; n < steps->count; n++) {
            steps->at[n].at.a += at.a;
            steps->at[n].at.b += at.b;
        }
        if (last.a + last.length < WINDOW / 2) return;
        at = (Seed){at.a + last.a + last.length, at.b + last.b + last.length};
    }
}

static Codes turned(const Stream *stream, int64_t end, int64_t width, uint32_t *room) {
    for (int64_t i = 0; i < width; i++) room[i] = stream->letters[end - 1 - i];
    return (Codes){room, width};
}

/* Add what stands before ``at`` on both sides, the nearest first. */
static void add_behind(Memory *memory, const Stream *a, const Stream *b, Seed at, int64_t start_b, Steps *steps) {
    uint32_t room_a[WINDOW], room_b[WINDOW];
    while (at.a > 0 && at.b > start_b) {
        int64_t width = least(WINDOW, least(at.a, at.b - start_b)), first = steps->count;
        add_best_start(memory, turned(a, at.a, width, room_a), turned(b, at.b, width, room_b), steps);
        if (steps->count == first) return;
        Stretch last = steps->at[steps->count - 1].at;
        for (int64_t n = first; n < steps->count; n++) {
            Stretch *stretch = &steps->at[n].at;
            stretch->a = at.a - stretch->a - stretch->length;
            stretch->b = at.b - stretch->b - stretch->length;
        }
        if (last.a + last.length < WINDOW / 2) return;
        at = (Seed){at.a - last.a - last.length, at.b - last.b - last.length};
    }
}

/* Return the steps with both ends carried on as far as the texts agree, some letters misread. */
Steps extended(Memory *memory, const Stream *a, const Stream *b, const Step *steps, int64_t count) {
    Stretch first = steps[0].at, last = steps[count - 1].at;
    Seed end = {last.a + last.length, last.b + last.length};
    Seed ends = {a == b ? first.b : (int32_t)a->size, (int32_t)b->size};
    Steps behind = {NULL, 0, 0}, tail = {NULL, 0, 0}, all = {NULL, 0, 0};
    add_ahead(memory, a, b, end, ends, &tail);
    if (tail.count) last = tail.at[tail.count - 1].at;
    add_behind(memory, a, b, (Seed){first.a, first.b}, a == b ? last.a + last.length : 0, &behind);
    for (int64_t i = behind.count - 1; i >= 0; i--) add_step(memory, &all, behind.at[i]);
    for (int64_t i = 0; i < count; i++) add_step(memory, &all, steps[i]);
    for (int64_t i = 0; i < tail.count; i++) add_step(memory, &all, tail.at[i]);
    return all;
}
