// A strict decoder of raw DEFLATE (RFC 1951) with a preset dictionary, for njs, which has no zlib module where Debian builds it, and for
// Node. It refuses what zlib refuses: a stream that is cut short, codes that do not fit, distances before the dictionary. It also refuses
// bytes after the end, and stops at a limit. It runs in njs 0.7.9, so it uses nothing newer than that.

const WINDOW = 32768;
const MAX_BITS = 15;
const END_OF_BLOCK = 256;

// Codes of at most this many bits are decoded by one look into a table.
const FAST_BITS = 8;

const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
    8193, 12289, 16385, 24577];
const DISTANCE_EXTRA = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

// Returns what `data` inflates to, at most `maxLength` bytes. Throws an Error that says what is wrong, never with content in it.
function inflate(data, dictionary, maxLength) {
    const start = Math.min(dictionary.length, WINDOW);
    const size = start + Math.min(maxLength, Math.max(1024, 8 * data.length));
    const s = {data: data, at: 0, bits: 0, count: 0, out: new Uint8Array(size), end: start, limit: start + maxLength};
    s.out.set(dictionary.subarray(dictionary.length - start));
    let last;
    do {
        last = take(s, 1);
        block(s, take(s, 2));
    } while (!last);
    if (s.at < data.length) {
        throw new Error('there are bytes after the end of the stream');
    }
    return s.out.subarray(start, s.end);
}

function block(s, type) {
    if (type === 0) {
        stored(s);
    } else if (type === 1) {
        compressed(s, fixedLengths(), fixedDistances());
    } else if (type === 2) {
        dynamic(s);
    } else {
        throw new Error('unknown type of block');
    }
}

// Reads `n` bits, at most 13.
function take(s, n) {
    while (s.count < n) {
        if (s.at === s.data.length) {
            throw new Error('the stream is cut short');
        }
        s.bits |= s.data[s.at++] << s.count;
        s.count += 8;
    }
    const value = s.bits & ((1 << n) - 1);
    s.bits >>>= n;
    s.count -= n;
    return value;
}

function room(s, n) {
    if (s.end + n > s.limit) {
        throw new Error('the text is too long');
    }
    if (s.end + n > s.out.length) {
        const larger = new Uint8Array(Math.min(s.limit, 2 * (s.end + n)));
        larger.set(s.out);
        s.out = larger;
    }
}

function stored(s) {
    s.bits = 0;
    s.count = 0;
    const length = take(s, 8) | take(s, 8) << 8;
    const complement = take(s, 8) | take(s, 8) << 8;
    if (length !== (~complement & 0xffff)) {
        throw new Error('the length of a stored block is wrong');
    }
    if (s.at + length > s.data.length) {
        throw new Error('the stream is cut short');
    }
    room(s, length);
    s.out.set(s.data.subarray(s.at, s.at + length), s.end);
    s.at += length;
    s.end += length;
}

// A canonical code: how many codes have each length, their symbols in order, and a table of the short ones. An entry of the table is
// symbol * 16 + length, or 0. `isComplete` says whether every sequence of bits begins with a code.
function code(lengths, from, n) {
    const counts = new Uint16Array(MAX_BITS + 1);
    let i;
    for (i = 0; i < n; i++) {
        counts[lengths[from + i]]++;
    }
    let left = 1;
    const offsets = new Uint16Array(MAX_BITS + 2);
    const next = new Uint16Array(MAX_BITS + 2);
    for (i = 1; i <= MAX_BITS; i++) {
        left = 2 * left - counts[i];
        if (left < 0) {
            throw new Error('a code has too many symbols');
        }
        offsets[i + 1] = offsets[i] + counts[i];
        next[i + 1] = next[i] + counts[i] << 1;
    }
    const symbols = new Uint16Array(n);
    const table = new Uint16Array(1 << FAST_BITS);
    for (i = 0; i < n; i++) {
        const length = lengths[from + i];
        if (length > 0) {
            symbols[offsets[length]++] = i;
            fill(table, next[length]++, length, i);
        }
    }
    return {counts: counts, symbols: symbols, table: table, used: n - counts[0], ones: counts[1], isComplete: left === 0};
}

// Codes arrive with their first bit lowest, so the code is turned round.
function fill(table, value, length, symbol) {
    if (length > FAST_BITS) {
        return;
    }
    let reversed = 0;
    for (let i = 0; i < length; i++) {
        reversed |= (value >> i & 1) << (length - 1 - i);
    }
    for (let at = reversed; at < table.length; at += 1 << length) {
        table[at] = symbol << 4 | length;
    }
}

function symbol(s, c) {
    if (s.count < FAST_BITS && s.at < s.data.length) {
        s.bits |= s.data[s.at++] << s.count;
        s.count += 8;
    }
    const entry = c.table[s.bits & ((1 << FAST_BITS) - 1)];
    const length = entry & 15;
    if (length > 0 && length <= s.count) {
        s.bits >>>= length;
        s.count -= length;
        return entry >> 4;
    }
    return longSymbol(s, c);
}

function longSymbol(s, c) {
    let value = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= MAX_BITS; length++) {
        value |= take(s, 1);
        const count = c.counts[length];
        if (value - count < first) {
            return c.symbols[index + value - first];
        }
        index += count;
        first = first + count << 1;
        value <<= 1;
    }
    throw new Error('a symbol has no code');
}

function compressed(s, literals, distances) {
    for (;;) {
        const found = symbol(s, literals);
        if (found < END_OF_BLOCK) {
            if (s.end >= s.out.length) {
                room(s, 1);
            }
            s.out[s.end++] = found;
        } else if (found === END_OF_BLOCK) {
            return;
        } else {
            copy(s, found - END_OF_BLOCK - 1, distances);
        }
    }
}

function copy(s, lengthSymbol, distances) {
    if (lengthSymbol >= LENGTH_BASE.length) {
        throw new Error('unknown length');
    }
    const length = LENGTH_BASE[lengthSymbol] + take(s, LENGTH_EXTRA[lengthSymbol]);
    const distanceSymbol = symbol(s, distances);
    if (distanceSymbol >= DISTANCE_BASE.length) {
        throw new Error('unknown distance');
    }
    const distance = DISTANCE_BASE[distanceSymbol] + take(s, DISTANCE_EXTRA[distanceSymbol]);
    if (distance > s.end) {
        throw new Error('a distance reaches before the dictionary');
    }
    room(s, length);
    const out = s.out;
    let to = s.end;
    const end = to + length;
    while (to < end) {
        out[to] = out[to - distance];
        to++;
    }
    s.end = end;
}

function fixedLengths() {
    const lengths = new Uint8Array(288).fill(8);
    lengths.fill(9, 144, 256);
    lengths.fill(7, 256, 280);
    return code(lengths, 0, 288);
}

function fixedDistances() {
    return code(new Uint8Array(30).fill(5), 0, 30);
}

function dynamic(s) {
    const literals = take(s, 5) + 257;
    const distances = take(s, 5) + 1;
    if (literals > 286 || distances > 30) {
        throw new Error('a block has too many codes');
    }
    const lengths = codeLengths(s, literals + distances);
    if (lengths[END_OF_BLOCK] === 0) {
        throw new Error('a block cannot end');
    }
    compressed(s, usable(code(lengths, 0, literals)), usable(code(lengths, literals, distances)));
}

// Only a code of one symbol may be incomplete (RFC 1951 3.2.7); a code for distances may also be empty.
function usable(c) {
    if (!c.isComplete && c.used !== c.ones) {
        throw new Error('a code is incomplete');
    }
    return c;
}

function codeLengths(s, n) {
    const orders = take(s, 4) + 4;
    const first = new Uint8Array(CODE_LENGTH_ORDER.length);
    for (let i = 0; i < orders; i++) {
        first[CODE_LENGTH_ORDER[i]] = take(s, 3);
    }
    const c = code(first, 0, first.length);
    if (!c.isComplete) {
        throw new Error('a code is incomplete');
    }
    const lengths = new Uint8Array(n);
    let at = 0;
    while (at < n) {
        const found = symbol(s, c);
        if (found < 16) {
            lengths[at++] = found;
        } else {
            at = repeat(s, lengths, at, found);
        }
    }
    return lengths;
}

function repeat(s, lengths, at, found) {
    let value = 0;
    let times;
    if (found === 16) {
        if (at === 0) {
            throw new Error('there is no length to repeat');
        }
        value = lengths[at - 1];
        times = 3 + take(s, 2);
    } else {
        times = found === 17 ? 3 + take(s, 3) : 11 + take(s, 7);
    }
    if (at + times > lengths.length) {
        throw new Error('too many lengths are repeated');
    }
    lengths.fill(value, at, at + times);
    return at + times;
}

export default inflate;
