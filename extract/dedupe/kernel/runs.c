/* Runs: raw text that stands against raw text: the twin of runs.py. */

#include "kernel.h"

#include <math.h>

/* Tell whether no letter stands at a place of side a, and the same at a place of side b. */
static int is_same_mark(const Texts *texts, int64_t i, int64_t j) {
    return !is_letter(texts, texts->a.at[i]) && is_alike(texts, i, j);
}

static void carry_on(const Texts *texts, Run *run, int64_t limit_a, int64_t limit_b) {
    while (run->a_end < limit_a && run->b_end < limit_b && is_same_mark(texts, run->a_end, run->b_end)) {
        run->a_end++;
        run->b_end++;
    }
}

static void carry_back(const Texts *texts, Run *run, int64_t limit_a, int64_t limit_b) {
    while (run->a_start > limit_a && run->b_start > limit_b && is_same_mark(texts, run->a_start - 1, run->b_start - 1)) {
        run->a_start--;
        run->b_start--;
    }
}

static void strip_space(const Texts *texts, Run *run) {
    while (run->a_start < run->a_end && is_space(texts, texts->a.at[run->a_start])) {
        run->a_start++;
        run->b_start++;
    }
    while (run->a_end > run->a_start && is_space(texts, texts->a.at[run->a_end - 1])) {
        run->a_end--;
        run->b_end--;
    }
}

/* Add a run behind the others: punctuation goes to both as far as both texts have it. */
static void add_after(Memory *memory, const Texts *texts, Run run, Runs *runs) {
    if (runs->count) {
        Run *last = &runs->at[runs->count - 1];
        carry_on(texts, last, run.a_start, run.b_start);
        int32_t over = (int32_t)most(most(last->a_end - run.a_start, last->b_end - run.b_start), 0);
        run.a_start += over; /* "ﬁ" is two letters in one place */
        run.b_start += over;
        if (run.a_start >= run.a_end) return;
        carry_back(texts, &run, last->a_end, last->b_end);
        if (run.a_start == last->a_end && run.b_start == last->b_end) {
            last->a_end = run.a_end;
            last->b_end = run.b_end;
            return;
        }
    }
    add_run(memory, runs, run);
}

/* Return the runs of a chain in which the raw texts go on character by character. */
Runs chain_runs(Memory *memory, const Stream *a, const Stream *b, const Chain *chain, const Texts *texts) {
    Runs runs = {NULL, 0, 0};
    Run run = {-1, -1, -1, -1};
    for (int64_t n = 0; n < chain->stretches.count; n++) {
        Stretch stretch = chain->stretches.at[n];
        const int32_t *places_a = a->places + stretch.a, *places_b = b->places + stretch.b;
        for (int32_t i = 0; i < stretch.length; i++) {
            if (run.a_start < 0 || places_b[i] - places_a[i] != run.b_end - run.a_end) {
                if (run.a_start >= 0) add_after(memory, texts, run, &runs);
                run = (Run){places_a[i], 0, places_b[i], 0};
            }
            run.a_end = places_a[i] + 1;
            run.b_end = places_b[i] + 1;
        }
    }
    if (run.a_start >= 0) add_after(memory, texts, run, &runs);
    if (!runs.count) return runs;
    Run *first = &runs.at[0], *last = &runs.at[runs.count - 1];
    carry_back(texts, first, 0, 0);
    strip_space(texts, first);
    carry_on(texts, last, texts->a.size, texts->b.size);
    strip_space(texts, last);
    return runs;
}

typedef struct {
    double low, high; /* slopes with which every corner so far is met */
} Slopes;

/* Return the slopes from the start of a run that also pass a corner within ``tolerance`` characters. */
static Slopes narrowed(Slopes slopes, const Run *run, int32_t corner_a, int32_t corner_b, double tolerance) {
    double along = (double)corner_a - run->a_start, up = (double)corner_b - run->b_start;
    if (along <= 0) return slopes;
    double low = (up - tolerance) / along, high = (up + tolerance) / along;
    return (Slopes){low > slopes.low ? low : slopes.low, high < slopes.high ? high : slopes.high};
}

static int is_near(int64_t end, int64_t start, int64_t largest) { return start >= end && start - end <= largest; }

/* Make neighbours one, as long as interpolation inside stays right to ``tolerance``; return how many runs there are then. */
int64_t merge_runs(const Run *runs, int64_t count, int64_t tolerance, int64_t largest, Run *merged) {
    Slopes slopes = {0, INFINITY};
    int64_t kept = 0;
    for (int64_t i = 0; i < count; i++) {
        Run run = runs[i], *last = kept ? &merged[kept - 1] : NULL;
        if (last && is_near(last->a_end, run.a_start, largest) && is_near(last->b_end, run.b_start, largest)) {
            Slopes narrow = narrowed(slopes, last, last->a_end, last->b_end, (double)tolerance);
            narrow = narrowed(narrow, last, run.a_start, run.b_start, (double)tolerance);
            double slope = ((double)run.b_end - last->b_start) / ((double)run.a_end - last->a_start);
            if (narrow.low <= slope && slope <= narrow.high) {
                *last = (Run){last->a_start, run.a_end, last->b_start, run.b_end};
                slopes = narrow;
                continue;
            }
        }
        merged[kept++] = run;
        slopes = (Slopes){0, INFINITY};
    }
    return kept;
}
