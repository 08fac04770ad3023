/* Where one run ends and the next begins when one text has more in between: the twin of slides.py. */

#include "kernel.h"

#include <stdlib.h>

typedef struct {
    Run run;
    int is_there; /* else all of it may stand beside the other */
} MaybeRun;

typedef struct {
    MaybeRun before, after;
} Cut;

static const uint32_t ENDING[] = ENDS, ENDING_WIDE[] = WIDE_ENDS, OPENS[] = OPENING, CLOSES[] = CLOSING;

_Static_assert(FARTHEST + EDITS <= LARGEST_EDIT, "the table of edits is too small");

static Run ended(Run run, int32_t by) { return (Run){run.a_start, run.a_end + by, run.b_start, run.b_end + by}; }

static Run begun(Run run, int32_t before) { return (Run){run.a_start - before, run.a_end, run.b_start - before, run.b_end}; }

static Run turned(Run run) { return (Run){run.b_start, run.b_end, run.a_start, run.a_end}; }

/* Tell whether one of the texts has more between two runs. */
static int jumps(const Run *run, const Run *after) {
    int64_t more = (int64_t)after->b_start - run->b_end - after->a_start + run->a_end;
    return more < -LARGEST_SHIFT || more > LARGEST_SHIFT;
}

/* Return how a text is parted at a place: the twin of ``break_at`` in breaks.py. */
static int64_t break_at(const Texts *texts, Codes text, int64_t at) {
    int64_t end = at, start = at, lines = 0, pages = 0;
    while (end < least(text.size, at + SPACES) && is_space(texts, text.at[end])) end++;
    while (start > most(at - SPACES, 0) && is_space(texts, text.at[start - 1])) start--;
    for (int64_t i = start; i < end; i++) {
        lines += text.at[i] == '\n';
        pages += text.at[i] == '\f';
    }
    if (!start || end == text.size || lines > 1 || pages) return BREAK_PARAGRAPH;
    int64_t last = start - 1;
    while (last > most(start - SPACES, 0) && IS_ONE_OF(text.at[last], CLOSES)) last--;
    if (IS_ONE_OF(text.at[last], ENDING_WIDE) || (start < end && IS_ONE_OF(text.at[last], ENDING)))
        return lines ? BREAK_LINE : BREAK_SENTENCE;
    return start < end || !(is_letter(texts, text.at[start - 1]) && is_letter(texts, text.at[end])) ? BREAK_WORD : BREAK_NONE;
}

/* Return how well a cut between two runs agrees with the sentences of both texts. */
static int64_t worth(const Texts *texts, Run run, Run after) {
    return break_at(texts, texts->a, run.a_end) + break_at(texts, texts->a, after.a_start) +
           break_at(texts, texts->b, run.b_end) + break_at(texts, texts->b, after.b_start);
}

/* Return how many characters before a run are the same in both texts. */
static int64_t alike_before(const Texts *texts, Run run, int64_t limit) {
    int64_t count = 0;
    limit = least(limit, least(run.a_start, run.b_start));
    while (count < limit && is_alike(texts, run.a_start - 1 - count, run.b_start - 1 - count)) count++;
    return count;
}

static int64_t alike_after(const Texts *texts, Run run, int64_t limit) {
    int64_t count = 0;
    limit = least(limit, least(texts->a.size - run.a_end, texts->b.size - run.b_end));
    while (count < limit && is_alike(texts, run.a_end + count, run.b_end + count)) count++;
    return count;
}

static void take_better(const Texts *texts, Run run, Run after, Cut *best, int64_t *best_worth) {
    int64_t new_worth = worth(texts, run, after);
    if (new_worth <= *best_worth) return;
    *best_worth = new_worth;
    *best = (Cut){{run, 1}, {after, 1}};
}

/* Return two runs with the best cut between them. */
static Cut cut_well(const Texts *texts, Run run, Run after) {
    Cut best = {{run, 1}, {after, 1}};
    int32_t gap = (int32_t)least(after.a_start - run.a_end, after.b_start - run.b_end);
    int32_t length = run.a_end - run.a_start, length_after = after.a_end - after.a_start;
    if (gap < 0 || gap > FARTHEST) return best;
    int32_t back = (int32_t)alike_before(texts, after, least(FARTHEST, length) + gap) - gap;
    int32_t ahead = (int32_t)alike_after(texts, run, least(FARTHEST, length_after) + gap) - gap;
    if (back == length) return (Cut){{run, 0}, {begun(after, back + gap), 1}};
    if (ahead == length_after) return (Cut){{ended(run, ahead + gap), 1}, {after, 0}};
    int64_t best_worth = worth(texts, run, after);
    for (int32_t step = 1; step <= back; step++)
        take_better(texts, ended(run, -step), begun(after, step + gap), &best, &best_worth);
    for (int32_t step = 1; step <= ahead; step++)
        take_better(texts, ended(run, step + gap), begun(after, -step), &best, &best_worth);
    return best;
}

/* Return the run without the marks at its start that end another sentence in the longer text. */
static Run without_last_marks(const Texts *texts, Run run) {
    const uint32_t *a = texts->a.at + run.a_start, *b = texts->b.at;
    int32_t at = 0;
    while (at < run.a_end - run.a_start - 1 && !is_letter(texts, a[at]) && !IS_ONE_OF(a[at], OPENS)) at++;
    int is_attached = run.b_start > 0 && is_letter(texts, b[run.b_start - 1]) && !is_space(texts, b[run.b_start]);
    return is_attached ? begun(run, -at) : run;
}

/* Return the misread form of some letters of text a, at the start or at the end of a part of text b; and how they fit. */
static int32_t misread_form(Memory *memory, Codes wanted, const uint32_t *at, int is_at_end, int64_t *gain) {
    int64_t fewest = INT64_MAX;
    int32_t best = 0;
    for (int64_t length = most(wanted.size - EDITS, 1); length <= wanted.size + EDITS; length++) {
        int64_t errors = edit_distance(memory, wanted, (Codes){is_at_end ? at - length : at, length});
        if (errors >= fewest) continue;
        fewest = errors;
        best = (int32_t)length;
    }
    *gain += wanted.size - COST * fewest;
    return best;
}

/* Return the runs that carry ``run`` on to ``cut``, and ``after`` back to it, and how many letters they gain. */
static Runs filling(Memory *memory, const Texts *texts, Run run, Run after, int32_t cut, int64_t *gain) {
    Runs found = {NULL, 0, 0};
    const uint32_t *a = texts->a.at, *b = texts->b.at;
    *gain = 0;
    if (run.a_end < cut) {
        int32_t length = misread_form(memory, (Codes){a + run.a_end, cut - run.a_end}, b + run.b_end, 0, gain);
        add_run(memory, &found, (Run){run.a_end, cut, run.b_end, run.b_end + length});
    }
    if (cut < after.a_start) {
        int32_t length = misread_form(memory, (Codes){a + cut, after.a_start - cut}, b + after.b_start, 1, gain);
        add_run(memory, &found, (Run){cut, after.a_start, after.b_start - length, after.b_start});
    }
    return found;
}

/* Return the runs that fill the gap of text a, the shorter one, if a misread letter kept it from one of the two. */
static Runs misread_between(Memory *memory, const Texts *texts, Run run, Run after) {
    Runs best = {NULL, 0, 0};
    Codes gap = {texts->a.at + run.a_end, after.a_start - run.a_end};
    int64_t letters = 0, best_gain = 0, gain;
    if (gap.size <= 0 || gap.size > FARTHEST) return best;
    for (int64_t i = 0; i < gap.size; i++) letters += is_letter(texts, gap.at[i]);
    if (!letters) return best;
    for (int32_t n = -2; n < gap.size - 1; n++) {
        int32_t cut = n == -2 ? 0 : n == -1 ? (int32_t)gap.size : n + 1;
        if (n >= 0 && break_at(texts, gap, cut) < BREAK_SENTENCE) continue;
        Runs found = filling(memory, texts, run, after, run.a_end + cut, &gain);
        if (gain <= best_gain) continue;
        best_gain = gain;
        best = found;
    }
    return best;
}

/* Add two runs with, between them, what the shorter gap holds. */
static void add_with_misread(Memory *memory, const Texts *texts, Run run, Run after, Runs *done) {
    int is_turned = after.b_start - run.b_end < after.a_start - run.a_end;
    Texts sides = is_turned ? (Texts){texts->b, texts->a, texts->looks} : *texts;
    if (is_turned) run = turned(run), after = turned(after);
    after = without_last_marks(&sides, after);
    Runs between = misread_between(memory, &sides, run, after);
    add_run(memory, done, is_turned ? turned(run) : run);
    for (int64_t i = 0; i < between.count; i++) add_run(memory, done, is_turned ? turned(between.at[i]) : between.at[i]);
    add_run(memory, done, is_turned ? turned(after) : after);
}

/* Add a run behind the others, with the best cut between them. */
static void add_slid(Memory *memory, const Texts *texts, Run run, Runs *done) {
    while (done->count && jumps(&done->at[done->count - 1], &run)) {
        Cut cut = cut_well(texts, done->at[--done->count], run);
        if (cut.before.is_there && cut.after.is_there) {
            add_with_misread(memory, texts, cut.before.run, cut.after.run, done);
            return;
        }
        if (cut.before.is_there) add_run(memory, done, cut.before.run);
        if (!cut.after.is_there) return;
        run = cut.after.run;
    }
    add_run(memory, done, run);
}

/* Return the runs of one chain, cut between paragraphs, sentences or words where one of the texts has more. */
Runs slid(Memory *memory, const Texts *texts, const Runs *runs) {
    Runs done = {NULL, 0, 0};
    int64_t count = 0;
    for (int64_t i = 1; i < runs->count; i++) count += jumps(&runs->at[i - 1], &runs->at[i]);
    if (!count) return *runs;
    for (int64_t i = 0; i < runs->count; i++) add_slid(memory, texts, runs->at[i], &done);
    return done;
}

static int compare(const int64_t (*keys)[2], size_t count) {
    for (size_t i = 0; i < count; i++)
        if (keys[i][0] != keys[i][1]) return keys[i][0] < keys[i][1] ? -1 : 1;
    return 0;
}

static int by_place(const void *one, const void *other) {
    const Run *a = one, *b = other;
    const int64_t keys[][2] = {{a->a_start, b->a_start}, {a->a_end, b->a_end}, {a->b_start, b->b_start}, {a->b_end, b->b_end}};
    return compare(keys, 4);
}

static int64_t start_jump(const Run *run) { return (int64_t)run->b_start - run->a_start; }

static int64_t end_jump(const Run *run) { return (int64_t)run->b_end - run->a_end; }

static int by_jump(const void *one, const void *other) {
    int64_t jump = start_jump(one), other_jump = start_jump(other);
    return jump != other_jump ? (jump < other_jump ? -1 : 1) : by_place(one, other);
}

/* Tell whether two runs overlap and pair the same characters. */
static int is_one(const Run *last, const Run *run) {
    int64_t jump = start_jump(last);
    return end_jump(last) == jump && start_jump(run) == jump && end_jump(run) == jump && run->a_start <= last->a_end;
}

/* Return the runs of some chains in order, with those made one that overlap and pair the same characters. */
Runs untangled(Memory *memory, const RunLists *chains) {
    Runs all = {NULL, 0, 0}, found = {NULL, 0, 0};
    if (chains->count == 1) return chains->at[0];
    for (int64_t n = 0; n < chains->count; n++)
        for (int64_t i = 0; i < chains->at[n].count; i++) add_run(memory, &all, chains->at[n].at[i]);
    if (all.count) qsort(all.at, (size_t)all.count, sizeof(Run), by_jump);
    for (int64_t i = 0; i < all.count; i++) {
        Run run = all.at[i], *last = found.count ? &found.at[found.count - 1] : NULL;
        if (last && is_one(last, &run))
            *last = ended(*last, (int32_t)most(run.a_end - last->a_end, 0));
        else
            add_run(memory, &found, run);
    }
    if (found.count) qsort(found.at, (size_t)found.count, sizeof(Run), by_place);
    return found;
}
