// Kernels over flat float32 vectors in shared memory: AssemblyScript, SIMD, no allocation. Each element goes through the same
// float32 operations in the same order whatever the vector's length or alignment, so results are the same on every machine.
// Pointers are byte offsets; `n` counts floats.

/** Elements whose squares are added up before the sum moves on; fixed, so that the norm is the same for any split of the work. */
const PIECE: i32 = 4096;

/** dst = a + b. */
export function add(dst: usize, a: usize, b: usize, n: i32): void {
  const end = dst + (<usize>n << 2);
  const vectorEnd = dst + (<usize>(n & ~3) << 2);
  while (dst < vectorEnd) {
    v128.store(dst, f32x4.add(v128.load(a), v128.load(b)));
    dst += 16; a += 16; b += 16;
  }
  while (dst < end) {
    store<f32>(dst, load<f32>(a) + load<f32>(b));
    dst += 4; a += 4; b += 4;
  }
}

/** dst = p / divisor; dst may be p. */
export function divide(dst: usize, p: usize, n: i32, divisor: f32): void {
  const end = dst + (<usize>n << 2);
  const vectorEnd = dst + (<usize>(n & ~3) << 2);
  const d = f32x4.splat(divisor);
  while (dst < vectorEnd) {
    v128.store(dst, f32x4.div(v128.load(p), d));
    dst += 16; p += 16;
  }
  while (dst < end) {
    store<f32>(dst, load<f32>(p) / divisor);
    dst += 4; p += 4;
  }
}

/** p = p * factor. */
export function scale(p: usize, n: i32, factor: f32): void {
  const end = p + (<usize>n << 2);
  while (p < end) {
    store<f32>(p, load<f32>(p) * factor);
    p += 4;
  }
}

/** p = p * momentum + batch * (1 - momentum), as Keras moves its averages. */
export function moveAverage(p: usize, batch: usize, n: i32, momentum: f32): void {
  const end = p + (<usize>n << 2);
  const rest: f32 = 1 - momentum;
  while (p < end) {
    store<f32>(p, load<f32>(p) * momentum + load<f32>(batch) * rest);
    p += 4; batch += 4;
  }
}

/**
 * dst = sum / divisor, and the sum of its squares in float64: eight running sums in each piece, the pieces in order. NaN or infinite when
 * any element is. dst may be `sum`.
 */
export function mean(dst: usize, sum: usize, n: i32, divisor: f32): f64 {
  const end = dst + (<usize>n << 2);
  const vectorEnd = dst + (<usize>(n & ~7) << 2);
  const d = f32x4.splat(divisor);
  let total: f64 = 0;
  while (dst < vectorEnd) {
    const pieceEnd = min(vectorEnd, dst + (<usize>PIECE << 2));
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
    while (dst < pieceEnd) {
      const x = f32x4.div(v128.load(sum), d), y = f32x4.div(v128.load(sum + 16), d);
      v128.store(dst, x);
      v128.store(dst + 16, y);
      s0 = f64x2.add(s0, squares(x)); s1 = f64x2.add(s1, squares(highHalf(x)));
      s2 = f64x2.add(s2, squares(y)); s3 = f64x2.add(s3, squares(highHalf(y)));
      dst += 32; sum += 32;
    }
    const lanes = f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3));
    total += f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
  }
  while (dst < end) {
    const x = load<f32>(sum) / divisor;
    store<f32>(dst, x);
    total += <f64>x * <f64>x;
    dst += 4; sum += 4;
  }
  return total;
}

/** Of the first two lanes, in float64. */
@inline
function squares(x: v128): v128 {
  const wide = f64x2.promote_low_f32x4(x);
  return f64x2.mul(wide, wide);
}

@inline
function highHalf(x: v128): v128 {
  return v128.shuffle<u64>(x, x, 1, 1);
}

/**
 * SGD as PyTorch defines it: g += decay * w; v = momentum * v + g; w -= rate * (nesterov ? g + momentum * v : v).
 * With momentum 0 the velocity is not touched.
 */
export function sgd(w: usize, v: usize, g: usize, n: i32, rate: f32, momentum: f32, nesterov: i32, decay: f32): void {
  const vectorEnd = w + (<usize>(n & ~3) << 2);
  const end = w + (<usize>n << 2);
  const r = f32x4.splat(rate), m = f32x4.splat(momentum), d = f32x4.splat(decay);
  while (w < vectorEnd) {
    const old = v128.load(w);
    let x = f32x4.add(v128.load(g), f32x4.mul(d, old));
    if (momentum != 0) {
      const velocity = f32x4.add(f32x4.mul(m, v128.load(v)), x);
      v128.store(v, velocity);
      x = nesterov ? f32x4.add(x, f32x4.mul(m, velocity)) : velocity;
    }
    v128.store(w, f32x4.sub(old, f32x4.mul(r, x)));
    w += 16; v += 16; g += 16;
  }
  while (w < end) {
    let x = load<f32>(g) + decay * load<f32>(w);
    if (momentum != 0) {
      const velocity = momentum * load<f32>(v) + x;
      store<f32>(v, velocity);
      x = nesterov ? x + momentum * velocity : velocity;
    }
    store<f32>(w, load<f32>(w) - rate * x);
    w += 4; v += 4; g += 4;
  }
}

/**
 * AdamW as PyTorch defines it (Loshchilov and Hutter, Decoupled weight decay regularization, 2019). `keep` is 1 - rate * decay,
 * `stepSize` is rate / (1 - beta1^t), `rootCorrection` is sqrt(1 - beta2^t); the caller makes them in float64 and rounds once.
 */
export function adamw(
  w: usize, m: usize, v: usize, g: usize, n: i32,
  keep: f32, beta1: f32, beta2: f32, oneMinusBeta1: f32, oneMinusBeta2: f32, stepSize: f32, rootCorrection: f32, epsilon: f32,
): void {
  const vectorEnd = w + (<usize>(n & ~3) << 2);
  const end = w + (<usize>n << 2);
  const b1 = f32x4.splat(beta1), b2 = f32x4.splat(beta2), c1 = f32x4.splat(oneMinusBeta1), c2 = f32x4.splat(oneMinusBeta2);
  const k = f32x4.splat(keep), s = f32x4.splat(stepSize), r = f32x4.splat(rootCorrection), e = f32x4.splat(epsilon);
  while (w < vectorEnd) {
    const x = v128.load(g);
    const m1 = f32x4.add(f32x4.mul(b1, v128.load(m)), f32x4.mul(c1, x));
    const v1 = f32x4.add(f32x4.mul(b2, v128.load(v)), f32x4.mul(c2, f32x4.mul(x, x)));
    v128.store(m, m1);
    v128.store(v, v1);
    const change = f32x4.div(f32x4.mul(s, m1), f32x4.add(f32x4.div(f32x4.sqrt(v1), r), e));
    v128.store(w, f32x4.sub(f32x4.mul(k, v128.load(w)), change));
    w += 16; m += 16; v += 16; g += 16;
  }
  while (w < end) {
    const x = load<f32>(g);
    const m1 = beta1 * load<f32>(m) + oneMinusBeta1 * x;
    const v1 = beta2 * load<f32>(v) + oneMinusBeta2 * (x * x);
    store<f32>(m, m1);
    store<f32>(v, v1);
    store<f32>(w, keep * load<f32>(w) - (stepSize * m1) / (sqrt<f32>(v1) / rootCorrection + epsilon));
    w += 4; m += 4; v += 4; g += 4;
  }
}

/** One lane group of the hash: rotate, multiply, add the next four words; the shift brings high bits down, where a product reaches them. */
@inline
function absorb(h: v128, p: usize): v128 {
  const rotated = v128.or(i32x4.shl(h, 13), i32x4.shr_u(h, 19));
  const mixed = i32x4.add(i32x4.mul(rotated, i32x4.splat(0x9e3779b1)), v128.load(p));
  return v128.xor(mixed, i32x4.shr_u(mixed, 15));
}

/** Mixes one lane into the result; a bijection of either argument, so that no single change is lost. */
@inline
function fold(x: u64, lane: u64): u64 {
  x = (x ^ lane) * 0x9e3779b185ebca87;
  x ^= x >>> 32;
  x *= 0xd6e8feb86659fd93;
  return x ^ (x >>> 29);
}

/**
 * 64-bit hash of `bytes` bytes (a multiple of 64), order-sensitive, for telling states apart; not cryptographic. Four independent
 * lanes so that it runs at memory speed.
 */
export function hash64(p: usize, bytes: i32): u64 {
  const end = p + <usize>bytes;
  let h0 = i32x4(1, 2, 3, 4), h1 = i32x4(5, 6, 7, 8), h2 = i32x4(9, 10, 11, 12), h3 = i32x4(13, 14, 15, 16);
  while (p < end) {
    h0 = absorb(h0, p);
    h1 = absorb(h1, p + 16);
    h2 = absorb(h2, p + 32);
    h3 = absorb(h3, p + 48);
    p += 64;
  }
  let x: u64 = 0;
  x = fold(fold(x, i64x2.extract_lane(h0, 0)), i64x2.extract_lane(h0, 1));
  x = fold(fold(x, i64x2.extract_lane(h1, 0)), i64x2.extract_lane(h1, 1));
  x = fold(fold(x, i64x2.extract_lane(h2, 0)), i64x2.extract_lane(h2, 1));
  return fold(fold(x, i64x2.extract_lane(h3, 0)), i64x2.extract_lane(h3, 1));
}

/**
 * 64-bit checksum of `bytes` bytes (a multiple of 64), for what a transport damages, at more than twice the speed of `hash64`: Fletcher's
 * two sums (1982) in each of 16 lanes. Were the second one a plain sum, two wrong signs an even number of lines apart would cancel: so of
 * four lines each goes in with its bytes turned further, and then it is rotated. What is wrong in one bit walks through all 128.
 */
export function checksum(p: usize, bytes: i32): u64 {
  const end = p + <usize>bytes;
  let a0 = i32x4(1, 2, 3, 4), a1 = i32x4(5, 6, 7, 8), a2 = i32x4(9, 10, 11, 12), a3 = i32x4(13, 14, 15, 16);
  let b0 = i32x4.splat(0), b1 = i32x4.splat(0), b2 = i32x4.splat(0), b3 = i32x4.splat(0);
  while (p + 256 <= end) {
    let x = i32x4.add(a0, v128.load(p)), y = i32x4.add(x, v128.load(p + 64)), z = i32x4.add(y, v128.load(p + 128));
    a0 = i32x4.add(z, v128.load(p + 192)); b0 = fourLines(b0, x, y, z, a0);
    x = i32x4.add(a1, v128.load(p + 16)); y = i32x4.add(x, v128.load(p + 80)); z = i32x4.add(y, v128.load(p + 144));
    a1 = i32x4.add(z, v128.load(p + 208)); b1 = fourLines(b1, x, y, z, a1);
    x = i32x4.add(a2, v128.load(p + 32)); y = i32x4.add(x, v128.load(p + 96)); z = i32x4.add(y, v128.load(p + 160));
    a2 = i32x4.add(z, v128.load(p + 224)); b2 = fourLines(b2, x, y, z, a2);
    x = i32x4.add(a3, v128.load(p + 48)); y = i32x4.add(x, v128.load(p + 112)); z = i32x4.add(y, v128.load(p + 176));
    a3 = i32x4.add(z, v128.load(p + 240)); b3 = fourLines(b3, x, y, z, a3);
    p += 256;
  }
  while (p < end) {
    a0 = i32x4.add(a0, v128.load(p)); b0 = rotated(i32x4.add(b0, a0));
    a1 = i32x4.add(a1, v128.load(p + 16)); b1 = rotated(i32x4.add(b1, a1));
    a2 = i32x4.add(a2, v128.load(p + 32)); b2 = rotated(i32x4.add(b2, a2));
    a3 = i32x4.add(a3, v128.load(p + 48)); b3 = rotated(i32x4.add(b3, a3));
    p += 64;
  }
  const sums = foldLanes(foldLanes(foldLanes(foldLanes(0, a0), a1), a2), a3);
  return foldLanes(foldLanes(foldLanes(foldLanes(sums, b0), b1), b2), b3);
}

@inline
function fourLines(b: v128, x: v128, y: v128, z: v128, w: v128): v128 {
  const turned = i32x4.add(v128.shuffle<u8>(y, y, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4), x);
  const turnedTwice = i32x4.add(v128.shuffle<u8>(z, z, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), turned);
  return rotated(i32x4.add(b, i32x4.add(v128.shuffle<u8>(w, w, 15, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14), turnedTwice)));
}

@inline
function rotated(lanes: v128): v128 {
  return v128.or(i32x4.shl(lanes, 7), i32x4.shr_u(lanes, 25));
}

@inline
function foldLanes(x: u64, lanes: v128): u64 {
  return fold(fold(x, i64x2.extract_lane(lanes, 0)), i64x2.extract_lane(lanes, 1));
}

/** Copies bytes; source and destination may overlap. */
export function copy(dst: usize, src: usize, bytes: i32): void {
  memory.copy(dst, src, <usize>bytes);
}

/** dst = (a + b) + (c + d): the tree over four. dst may be one of them. */
export function sum4(dst: usize, a: usize, b: usize, c: usize, d: usize, n: i32): void {
  const end = dst + (<usize>n << 2);
  const vectorEnd = dst + (<usize>(n & ~3) << 2);
  while (dst < vectorEnd) {
    const left = f32x4.add(v128.load(a), v128.load(b));
    v128.store(dst, f32x4.add(left, f32x4.add(v128.load(c), v128.load(d))));
    dst += 16; a += 16; b += 16; c += 16; d += 16;
  }
  while (dst < end) {
    store<f32>(dst, (load<f32>(a) + load<f32>(b)) + (load<f32>(c) + load<f32>(d)));
    dst += 4; a += 4; b += 4; c += 4; d += 4;
  }
}

/** dst = ((a + b) + (c + d)) + ((e + f) + (g + h)): the tree over eight. dst may be one of them. */
export function sum8(
  dst: usize, a: usize, b: usize, c: usize, d: usize, e: usize, f: usize, g: usize, h: usize, n: i32,
): void {
  const end = dst + (<usize>n << 2);
  const vectorEnd = dst + (<usize>(n & ~3) << 2);
  while (dst < vectorEnd) {
    const ab = f32x4.add(v128.load(a), v128.load(b)), cd = f32x4.add(v128.load(c), v128.load(d));
    const ef = f32x4.add(v128.load(e), v128.load(f)), gh = f32x4.add(v128.load(g), v128.load(h));
    v128.store(dst, f32x4.add(f32x4.add(ab, cd), f32x4.add(ef, gh)));
    dst += 16; a += 16; b += 16; c += 16; d += 16; e += 16; f += 16; g += 16; h += 16;
  }
  while (dst < end) {
    const left = (load<f32>(a) + load<f32>(b)) + (load<f32>(c) + load<f32>(d));
    store<f32>(dst, left + ((load<f32>(e) + load<f32>(f)) + (load<f32>(g) + load<f32>(h))));
    dst += 4; a += 4; b += 4; c += 4; d += 4; e += 4; f += 4; g += 4; h += 4;
  }
}
