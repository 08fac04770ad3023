/* Runs: raw text that stands against raw text: the twin of runs.py. */

#include "kernel.h"

typedef struct {
    const Stream *a, *b;
    const uint32_t *looks; /* of each code point: what it is to a reader, with IS_LETTER */
} Sides;

static uint32_t look_at(const Sides *sides, const Stream *stream, int64_t at) {
    uint32_t code = stream->text[at];
    return code <= LAST_LETTER ? sides->looks[code] : code;
}

/* Tell whether no letter stands at a place of side a, and the same at a place of side b. */
static int is_same_mark(const Sides *sides, int64_t i, int64_t j) {
    uint32_t look = look_at(sides, sides->a, i);
    return !(look & IS_LETTER) && look == look_at(sides, sides->b, j);
}

static void carry_on(const Sides *sides, Run *run, int64_t limit_a, int64_t limit_b) {
    while (run->a_end < limit_a && run->b_end < limit_b && is_same_mark(sides, run->a_end, run->b_end)) {
        run->a_end++;
        run->b_end++;
    }
}

static void carry_back(const Sides *sides, Run *run, int64_t limit_a, int64_t limit_b) {
    while (run->a_start > limit_a && run->b_start > limit_b && is_same_mark(sides, run->a_start - 1, run->b_start - 1)) {
        run->a_start--;
        run->b_start--;
    }
}

static void strip_space(const Sides *sides, Run *run) {
    while (run->a_start < run->a_end && look_at(sides, sides->a, run->a_start) == ' ') {
        run->a_start++;
        run->b_start++;
    }
    while (run->a_end > run->a_start && look_at(sides, sides->a, run->a_end - 1) == ' ') {
        run->a_end--;
        run->b_end--;
    }
}

/* Add a run behind those from ``first`` on: punctuation goes to both as far as both texts have it. */
static void add_after(Memory *memory, const Sides *sides, Run run, int64_t first, Runs *runs) {
    if (runs->count > first) {
        Run *last = &runs->at[runs->count - 1];
        carry_on(sides, last, run.a_start, run.b_start);
        int32_t over = (int32_t)most(most(last->a_end - run.a_start, last->b_end - run.b_start), 0);
        run.a_start += over; /* "ﬁ" is two letters in one place */
        run.b_start += over;
        if (run.a_start >= run.a_end) return;
        carry_back(sides, &run, last->a_end, last->b_end);
        if (run.a_start == last->a_end && run.b_start == last->b_end) {
            last->a_end = run.a_end;
            last->b_end = run.b_end;
            return;
        }
    }
    add_run(memory, runs, run);
}

/* Add the runs of a chain in which the raw texts go on character by character. */
void add_chain_runs(Memory *memory, const Stream *a, const Stream *b, const Chain *chain, const uint32_t *looks, Runs *runs) {
    Sides sides = {a, b, looks};
    int64_t first = runs->count;
    Run run = {-1, -1, -1, -1};
    for (int64_t n = 0; n < chain->stretches.count; n++) {
        Stretch stretch = chain->stretches.at[n];
        const int32_t *places_a = a->places + stretch.a, *places_b = b->places + stretch.b;
        for (int32_t i = 0; i < stretch.length; i++) {
            if (run.a_start < 0 || places_b[i] - places_a[i] != run.b_end - run.a_end) {
                if (run.a_start >= 0) add_after(memory, &sides, run, first, runs);
                run = (Run){places_a[i], 0, places_b[i], 0};
            }
            run.a_end = places_a[i] + 1;
            run.b_end = places_b[i] + 1;
        }
    }
    if (run.a_start >= 0) add_after(memory, &sides, run, first, runs);
    if (runs->count == first) return;
    Run *start = &runs->at[first], *end = &runs->at[runs->count - 1];
    carry_back(&sides, start, 0, 0);
    strip_space(&sides, start);
    carry_on(&sides, end, a->text_size, b->text_size);
    strip_space(&sides, end);
}
