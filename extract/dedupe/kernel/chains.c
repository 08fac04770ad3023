/* Chains: what two streams share, in as many pieces as it takes: the twin of chains.py. */

#include "kernel.h"

#include <stdlib.h>
#include <string.h>

static int64_t start_a(const Chain *chain) { return chain->stretches.at[0].a; }

static int64_t start_b(const Chain *chain) { return chain->stretches.at[0].b; }

static int64_t end_a(const Chain *chain) {
    Stretch last = chain->stretches.at[chain->stretches.count - 1];
    return (int64_t)last.a + last.length;
}

static int64_t end_b(const Chain *chain) {
    Stretch last = chain->stretches.at[chain->stretches.count - 1];
    return (int64_t)last.b + last.length;
}

/* Return the steps as a chain. */
static Chain chain_of(Memory *memory, const Steps *steps) {
    Chain chain = {{NULL, 0, 0}, 0, 0};
    for (int64_t i = 0; i < steps->count; i++) {
        if (steps->at[i].at.length) add_stretch(memory, &chain.stretches, steps->at[i].at);
        chain.equal += steps->at[i].equal;
    }
    return chain;
}

/* The places where chains were found already: a set of pairs of a cell of side a and a jump. */

typedef struct {
    uint64_t *cells;
    int64_t count, size; /* size: a power of two */
} Seen;

#define NO_CELL UINT64_MAX

static int64_t down_to(int64_t number, int64_t step) { return (number >= 0 ? number : number - step + 1) / step; }

static uint64_t cell_of(int64_t at, const Stretch *stretch) {
    return (uint64_t)at << 32 | (uint32_t)down_to((int64_t)stretch->b - stretch->a, CELL);
}

static uint64_t *slot_of(const Seen *seen, uint64_t cell) {
    int64_t slot = (int64_t)(cell * FIRST_MULTIPLIER >> 32) & (seen->size - 1);
    while (seen->cells[slot] != NO_CELL && seen->cells[slot] != cell) slot = (slot + 1) & (seen->size - 1);
    return &seen->cells[slot];
}

static void add_cell(Memory *memory, Seen *seen, uint64_t cell) {
    if (2 * (seen->count + 1) > seen->size) {
        Seen larger = {NULL, seen->count, most(2 * seen->size, 64)};
        larger.cells = take(memory, larger.size, sizeof(uint64_t));
        for (int64_t i = 0; i < larger.size; i++) larger.cells[i] = NO_CELL;
        for (int64_t i = 0; i < seen->size; i++)
            if (seen->cells[i] != NO_CELL) *slot_of(&larger, seen->cells[i]) = seen->cells[i];
        *seen = larger;
    }
    uint64_t *slot = slot_of(seen, cell);
    seen->count += *slot == NO_CELL;
    *slot = cell;
}

static void add_seen(Memory *memory, Seen *seen, const Stretches *stretches) {
    for (int64_t i = 0; i < stretches->count; i++) {
        const Stretch *stretch = &stretches->at[i];
        int64_t last = ((int64_t)stretch->a + stretch->length - 1) / CELL;
        for (int64_t at = stretch->a / CELL; at <= last; at++) add_cell(memory, seen, cell_of(at, stretch));
    }
}

static int is_seen(const Seen *seen, const Stretches *stretches) {
    if (!seen->count) return 0;
    for (int64_t i = 0; i < stretches->count; i++) {
        const Stretch *stretch = &stretches->at[i];
        if (*slot_of(seen, cell_of(stretch->a / CELL, stretch)) == NO_CELL) return 0;
    }
    return 1;
}

/* Add the chains with their gaps filled and their ends carried on. */
static void add_through(Memory *memory, const Stream *a, const Stream *b, const Links *links, Chains *found) {
    Seen seen = {NULL, 0, 0};
    for (int64_t i = 0; i < links->count; i++) {
        if (is_seen(&seen, &links->at[i])) continue;
        Steps steps = filled(memory, a, b, &links->at[i]);
        steps = extended(memory, a, b, steps.at, steps.count);
        Chain chain = chain_of(memory, &steps);
        add_seen(memory, &seen, &chain.stretches);
        add_chain(memory, found, chain);
    }
}

/* The longest first; equally long ones by their ends, then as they came. */
static int by_length(const void *one, const void *other) {
    const Chain *a = one, *b = other;
    int64_t order[][2] = {
        {b->equal, a->equal},       {start_a(a), start_a(b)}, {end_a(a), end_a(b)},
        {start_b(a), start_b(b)},   {end_b(a), end_b(b)},     {a->number, b->number},
    };
    for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
        if (order[i][0] != order[i][1]) return order[i][0] < order[i][1] ? -1 : 1;
    return 0;
}

static void sort_chains(Chains *chains) {
    for (int64_t i = 0; i < chains->count; i++) chains->at[i].number = i;
    if (chains->count) qsort(chains->at, (size_t)chains->count, sizeof(Chain), by_length);
}

/* Add what of a stretch is not paired on both sides; from its start on, if something stands before it. */
static void add_fresh(Memory *memory, const Stretch *stretch, const Paired *paired, Stretches *fresh) {
    const uint8_t *in_a = paired->a + stretch->a, *in_b = paired->b + stretch->b;
    int32_t first = 0, end = stretch->length, known = 0;
    for (int32_t i = 0; i < stretch->length; i++) known += in_a[i] & in_b[i];
    if (known) {
        while (first < end && in_a[first] & in_b[first]) first++;
        while (end > first && in_a[end - 1] & in_b[end - 1]) end--;
        if (first == end) return;
        if (fresh->count) first = 0;
    }
    add_stretch(memory, fresh, (Stretch){stretch->a + first, stretch->b + first, end - first});
}

/* Return the chain from its first to its last letter that is not paired on both sides. */
static Chain fresh_part(Memory *memory, const Chain *chain, const Paired *paired) {
    Chain fresh = {{NULL, 0, 0}, 0, 0};
    int64_t lost = 0;
    for (int64_t i = 0; i < chain->stretches.count; i++) {
        add_fresh(memory, &chain->stretches.at[i], paired, &fresh.stretches);
        lost += chain->stretches.at[i].length;
    }
    for (int64_t i = 0; i < fresh.stretches.count; i++) lost -= fresh.stretches.at[i].length;
    fresh.equal = most(chain->equal - lost, 0);
    return fresh;
}

static void pair_up(const Chain *chain, const Paired *paired) {
    for (int64_t i = 0; i < chain->stretches.count; i++) {
        Stretch stretch = chain->stretches.at[i];
        memset(paired->a + stretch.a, 1, (size_t)stretch.length);
        memset(paired->b + stretch.b, 1, (size_t)stretch.length);
    }
}

/* Return the chains, longest first, without the ends that longer ones pair already; note in ``paired`` what they pair. */
static Chains without_shadows(
    Memory *memory, const Stream *a, const Stream *b, Chains *chains, int64_t shortest, Paired *paired
) {
    Chains kept = {NULL, 0, 0};
    *paired = (Paired){NULL, NULL};
    sort_chains(chains);
    for (int64_t i = 0; i < chains->count; i++) {
        if (chains->at[i].equal < shortest) continue; /* nor is any part of it long enough */
        if (!kept.count) *paired = (Paired){take_zeros(memory, a->size, 1), take_zeros(memory, b->size, 1)};
        Chain fresh = kept.count ? fresh_part(memory, &chains->at[i], paired) : chains->at[i];
        if (!fresh.stretches.count || fresh.equal < shortest) continue;
        add_chain(memory, &kept, fresh);
        pair_up(&fresh, paired);
    }
    sort_chains(&kept);
    return kept;
}

typedef struct {
    int32_t *at;
    int64_t count;
} Places;

/* Return where a shingle of REST_GRAM letters begins that no stretch touches, in order. */
static Places unpaired(Memory *memory, const Stream *stream, const Chains *chains, int on_a) {
    int32_t *changes = take_zeros(memory, stream->size + 1, sizeof(int32_t));
    for (int64_t i = 0; i < chains->count; i++) {
        const Stretches *stretches = &chains->at[i].stretches;
        for (int64_t n = 0; n < stretches->count; n++) {
            int64_t start = on_a ? stretches->at[n].a : stretches->at[n].b;
            changes[most(start - REST_GRAM + 1, 0)]++;
            changes[start + stretches->at[n].length]--;
        }
    }
    Places unpaired_places = {take(memory, stream->size, sizeof(int32_t)), 0};
    int64_t touched = 0;
    for (int64_t at = 0; at + REST_GRAM <= stream->size; at++) {
        touched += changes[at];
        unpaired_places.at[unpaired_places.count] = (int32_t)at;
        unpaired_places.count += !touched;
    }
    return unpaired_places;
}

typedef struct {
    uint64_t hash;
    int64_t place; /* in the text that is looked through, or one of the words below */
} Wanted;

enum { FREE, NOWHERE, OFTEN, FIRST_PLACE }; /* FIRST_PLACE + n: place n */

typedef struct {
    Wanted *slots;
    int64_t bits;
} WantedTable;

static Wanted *wanted_slot(const WantedTable *table, uint64_t hash) {
    int64_t last = (INT64_C(1) << table->bits) - 1, slot = (int64_t)(hash >> (64 - table->bits));
    while (table->slots[slot].place != FREE && table->slots[slot].hash != hash) slot = (slot + 1) & last;
    return &table->slots[slot];
}

/* Add the places in text a, of whose shingles ``in_a`` are the hashes, of those of text b at ``wanted``, with these.

   Only what stands once in text a counts. ``is_turned``: the seeds want the sides exchanged. */
static void look_up(
    Memory *memory, const uint64_t *in_a, int64_t size_a, const uint64_t *in_b, Places wanted, int is_turned, Seeds *seeds
) {
    WantedTable table = {NULL, 4};
    if (!wanted.count) return;
    while ((INT64_C(1) << table.bits) < 4 * wanted.count) table.bits++;
    table.slots = take_zeros(memory, INT64_C(1) << table.bits, sizeof(Wanted));
    for (int64_t i = 0; i < wanted.count; i++) {
        uint64_t hash = in_b[wanted.at[i]];
        *wanted_slot(&table, hash) = (Wanted){hash, NOWHERE};
    }
    for (int64_t at = 0; at < size_a; at++) {
        Wanted *slot = wanted_slot(&table, in_a[at]);
        if (slot->place != FREE) slot->place = slot->place == NOWHERE ? FIRST_PLACE + at : OFTEN;
    }
    for (int64_t i = 0; i < wanted.count; i++) {
        int64_t place = wanted_slot(&table, in_b[wanted.at[i]])->place;
        if (place < FIRST_PLACE) continue;
        int32_t at_a = (int32_t)(place - FIRST_PLACE), at_b = wanted.at[i];
        add_seed(memory, seeds, is_turned ? (Seed){at_b, at_a} : (Seed){at_a, at_b});
    }
}

/* Return the chains through parts of either side that ``chains`` leave out. */
static Chains rest_of(Memory *memory, const Stream *a, const Stream *b, const Chains *chains) {
    Places wanted_a = unpaired(memory, a, chains, 1), wanted_b = unpaired(memory, b, chains, 0);
    Seeds seeds = {NULL, 0, 0};
    Chains found = {NULL, 0, 0};
    if (!wanted_a.count && !wanted_b.count) return found;
    int64_t size_a, size_b;
    const uint64_t *in_a = hash_grams(memory, a, REST_GRAM, &size_a), *in_b = hash_grams(memory, b, REST_GRAM, &size_b);
    look_up(memory, in_a, size_a, in_b, wanted_b, 0, &seeds);
    look_up(memory, in_b, size_b, in_a, wanted_a, 1, &seeds);
    Stretches stretches = exact_stretches(memory, a, b, &seeds);
    Links links = linked(memory, &stretches, REST_GAP, REST_GAP);
    add_through(memory, a, b, &links, &found);
    return found;
}

/* Tell whether a line break at ``at`` is followed by another, with no more than a few blanks between. */
static int is_paragraph_end(const uint32_t *text, int64_t at, int64_t end) {
    static const uint32_t blanks[] = BLANKS;
    int64_t after = at + 1;
    while (after < least(end, at + 1 + MOST_BLANKS) && IS_ONE_OF(text[after], blanks)) after++;
    return after < end && text[after] == '\n';
}

/* Tell whether a sentence or a paragraph ends about where ``letter`` stands. */
static int is_bound(const Stream *stream, int64_t letter) {
    static const uint32_t marks[] = SENTENCE_MARKS;
    int64_t first = letter - 1 - GIVE, last = letter + GIVE;
    if (first < 0 || last >= stream->size) return 1;
    for (int64_t at = stream->places[first]; at < stream->places[last]; at++) {
        if (IS_ONE_OF(stream->text[at], marks)) return 1;
        if (stream->text[at] == '\n' && is_paragraph_end(stream->text, at, stream->places[last])) return 1;
    }
    return 0;
}

static int is_sentence(const Stream *a, const Stream *b, const Chain *chain) {
    return is_bound(a, start_a(chain)) && is_bound(a, end_a(chain)) && is_bound(b, start_b(chain)) && is_bound(b, end_b(chain));
}

/* Return the chains through the seeds, longest first; where they leave out a part of one side, it is looked up again. */
Chains find_chains(Memory *memory, const Stream *a, const Stream *b, const Seeds *seeds, Paired *paired) {
    int64_t shortest = most(GRAM, least(MIN_LETTERS, least(a->size / 2, b->size / 2))), equal = 0;
    Stretches stretches = exact_stretches(memory, a, b, seeds);
    Links links = linked(memory, &stretches, MAX_GAP, MAX_GAP);
    Chains found = {NULL, 0, 0};
    add_through(memory, a, b, &links, &found);
    Chains chains = without_shadows(memory, a, b, &found, shortest, paired);
    for (int64_t i = 0; i < chains.count; i++) equal += chains.at[i].equal;
    if (2 * equal < least(a->size, b->size)) return chains;
    Chains rest = rest_of(memory, a, b, &chains);
    for (int64_t i = 0; i < rest.count; i++)
        if (rest.at[i].equal >= shortest || is_sentence(a, b, &rest.at[i])) add_chain(memory, &chains, rest.at[i]);
    return without_shadows(memory, a, b, &chains, SHORTEST_REST, paired);
}

/* Return where the widest gap of some steps ends; the last of equally wide ones. */
static int64_t widest_gap(const Steps *steps, Part part) {
    int64_t cut = part.first, widest = INT64_MIN;
    for (int64_t at = part.first + 1; at < part.end; at++) {
        const Step *step = &steps->at[at];
        int64_t gap = most(gap_a(step - 1, step), gap_b(step - 1, step));
        if (gap >= widest) {
            widest = gap;
            cut = at;
        }
    }
    return cut;
}

/* Tell whether steps cover nearly all of their less interrupted side. */
static int is_solid(const Steps *steps, Part part, int64_t equal) {
    Stretch first = steps->at[part.first].at, last = steps->at[part.end - 1].at;
    int64_t extent = last.length + least((int64_t)last.a - first.a, (int64_t)last.b - first.b), interruptions = 0;
    for (int64_t at = part.first + 1; at < part.end; at++) {
        const Step *step = &steps->at[at];
        interruptions += most(gap_a(step - 1, step), gap_b(step - 1, step)) > OWN_DIFFERENCE;
    }
    return 100 * equal >= SOLID * extent && equal >= AROUND_INTERRUPTION * interruptions;
}

LIST(Part, PartList, add_part)

/* Add the steps, cut at their widest gaps, until each part covers nearly all of its less interrupted side. */
static void add_solid_parts(Memory *memory, const Stream *stream, const Steps *steps, Part whole, Chains *found, Seen *seen) {
    PartList waiting = {NULL, 0, 0};
    add_part(memory, &waiting, whole);
    while (waiting.count) {
        Part part = waiting.at[--waiting.count];
        int64_t equal = 0;
        for (int64_t at = part.first; at < part.end; at++) equal += steps->at[at].equal;
        if (equal < SOLID_PART) continue;
        if (is_solid(steps, part, equal)) {
            Steps solid = extended(memory, stream, stream, steps->at + part.first, part.end - part.first);
            Chain chain = chain_of(memory, &solid);
            add_seen(memory, seen, &chain.stretches);
            add_chain(memory, found, chain);
            continue;
        }
        int64_t cut = widest_gap(steps, part);
        if (cut == part.first) continue;
        add_part(memory, &waiting, (Part){cut, part.end});
        add_part(memory, &waiting, (Part){part.first, cut});
    }
}

/* Tell whether a part ends before a step: both sides go on differently there, or reach each other. */
static int ends_before(const Steps *part, const Step *step) {
    const Step *last = &part->at[part->count - 1];
    int64_t narrow = least(gap_a(last, step), gap_b(last, step));
    return narrow > OWN_DIFFERENCE || (int64_t)step->at.a + step->at.length > part->at[0].at.b;
}

/* Add the solid parts of steps, cut where both sides go on differently or reach each other. */
static void add_parts(Memory *memory, const Stream *stream, const Steps *steps, Chains *found, Seen *seen) {
    Steps part = {NULL, 0, 0};
    int64_t score;
    for (int64_t at = 0; at <= steps->count; at++) {
        const Step *step = at < steps->count ? &steps->at[at] : NULL;
        if (step && step->at.b <= step->at.a) continue;
        if (!step || (part.count && ends_before(&part, step))) {
            add_solid_parts(memory, stream, &part, strongest(&part, (Part){0, part.count}, &score), found, seen);
            part.count = 0;
        }
        if (step) add_step(memory, &part, *step);
    }
}

/* Return the chains between different places of one stream, the earlier place on side a; longest first.

   ``hashes`` are those of its shingles. */
Chains find_own_chains(Memory *memory, const Stream *stream, const uint64_t *hashes, int64_t count, Paired *paired) {
    Seeds seeds = {NULL, 0, 0};
    Chains found = {NULL, 0, 0};
    Seen seen = {NULL, 0, 0};
    add_own_seeds(memory, stream, hashes, count, &seeds);
    if (!seeds.count) return found;
    Stretches stretches = exact_stretches(memory, stream, stream, &seeds);
    Links links = linked(memory, &stretches, MAX_GAP, OWN_GAP);
    for (int64_t i = 0; i < links.count; i++) {
        if (is_seen(&seen, &links.at[i])) continue;
        Steps steps = filled(memory, stream, stream, &links.at[i]);
        add_parts(memory, stream, &steps, &found, &seen);
    }
    return without_shadows(memory, stream, stream, &found, SHORTEST_REST, paired);
}
