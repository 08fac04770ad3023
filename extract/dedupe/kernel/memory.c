/* Memory for one call, and the order of keys. */

#include <stdlib.h>
#include <string.h>

#include "kernel.h"

#define BLOCK_BYTES (1024 * 1024)

struct Block {
    Block *next;
    size_t size, used;
    max_align_t bytes[];
};

/* Return memory from which pieces can be taken, or nothing if there is none. */
Memory *open_memory(void) { return calloc(1, sizeof(Memory)); }

static void free_blocks(Memory *memory, const Block *end) {
    while (memory->blocks != end) {
        Block *block = memory->blocks;
        memory->blocks = block->next;
        free(block);
    }
}

/* Give back all pieces, but keep the first block for the next ones. */
void reuse_memory(Memory *memory) {
    Block *first = memory->blocks;
    while (first && first->next) first = first->next;
    free_blocks(memory, first);
    if (first) first->used = 0;
    memory->edits = NULL;
}

void close_memory(Memory *memory) {
    free_blocks(memory, NULL);
    free(memory);
}

static void add_block(Memory *memory, size_t bytes) {
    size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
    Block *block = size > SIZE_MAX - sizeof(Block) ? NULL : malloc(sizeof(Block) + size);
    if (!block) longjmp(memory->out_of_memory, 1);
    block->next = memory->blocks;
    block->size = size;
    block->used = 0;
    memory->blocks = block;
}

/* Return room for ``count`` items of ``size`` bytes. */
void *take(Memory *memory, int64_t count, size_t size) {
    if (count < 0 || (uint64_t)count > (SIZE_MAX / 2) / size) longjmp(memory->out_of_memory, 1);
    size_t step = sizeof(max_align_t);
    size_t bytes = ((size_t)count * size + step) / step * step; /* never none */
    if (!memory->blocks || memory->blocks->size - memory->blocks->used < bytes) add_block(memory, bytes);
    Block *block = memory->blocks;
    void *piece = (char *)block->bytes + block->used;
    block->used += bytes;
    return piece;
}

void *take_zeros(Memory *memory, int64_t count, size_t size) {
    void *piece = take(memory, count, size);
    memset(piece, 0, (size_t)count * size);
    return piece;
}

/* Merge two neighbouring runs of keys that are in order. */
static void merge(const uint64_t *left, const uint64_t *middle, const uint64_t *end, uint64_t *to) {
    const uint64_t *right = middle;
    if (middle == end || middle[-1] <= *middle) { /* in order already */
        memcpy(to, left, (size_t)(end - left) * sizeof(uint64_t));
        return;
    }
    while (left < middle && right < end) *to++ = *right < *left ? *right++ : *left++;
    while (left < middle) *to++ = *left++;
    while (right < end) *to++ = *right++;
}

#define SHORT 8 /* keys that are put in order one by one */

static void insert_keys(uint64_t *keys, int64_t low, int64_t end) {
    for (int64_t i = low + 1; i < end; i++) {
        uint64_t key = keys[i];
        int64_t at = i;
        for (; at > low && keys[at - 1] > key; at--) keys[at] = keys[at - 1];
        keys[at] = key;
    }
}

/* Put the keys in order. */
void sort_keys(Memory *memory, uint64_t *keys, int64_t count) {
    uint64_t *from = keys, *to = take(memory, count, sizeof(uint64_t));
    for (int64_t low = 0; low < count; low += SHORT) insert_keys(keys, low, least(low + SHORT, count));
    for (int64_t width = SHORT; width < count; width *= 2) {
        for (int64_t low = 0; low < count; low += 2 * width) {
            int64_t middle = least(low + width, count), end = least(low + 2 * width, count);
            merge(from + low, from + middle, from + end, to + low);
        }
        uint64_t *merged = to;
        to = from;
        from = merged;
    }
    if (from != keys) memcpy(keys, from, (size_t)count * sizeof(uint64_t));
}
