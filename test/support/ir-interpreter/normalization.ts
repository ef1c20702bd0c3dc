// BatchNormalization with the batch's statistics, and its gradient, as their definitions have them.
import { at, input, type Kernel, numberOf, type Value } from "./values.ts";

/** Mean of `values` over all axes but the last, for each channel. */
function channelMeans(values: Float64Array, channels: number): Float64Array {
  const sums = new Float64Array(channels);
  values.forEach((value, i) => {
    sums[i % channels] = (sums[i % channels] ?? 0) + value;
  });
  return sums.map((sum) => (sum * channels) / values.length);
}

const forward: Kernel = (inputs, node) => {
  const [x, gamma, beta] = [input(inputs, 0), input(inputs, 1), input(inputs, 2)];
  const channels = gamma.data.length;
  const mean = channelMeans(x.data, channels);
  const centred = x.data.map((value, i) => value - (mean[i % channels] ?? 0));
  const variance = channelMeans(
    centred.map((value) => value * value),
    channels,
  );
  const epsilon = numberOf(node, "epsilon");
  const y = centred.map((value, i) => {
    const c = i % channels;
    return (value / Math.sqrt((variance[c] ?? 0) + epsilon)) * at(gamma, c) + at(beta, c);
  });
  const rows = x.data.length / channels;
  const perChannel = (data: Float64Array): Value => ({ shape: [channels], data });
  // The second statistic is unbiased; what is reserved for the gradient is not.
  const unbiased = variance.map((value) => (value * rows) / Math.max(rows - 1, 1));
  return [{ shape: x.shape, data: y }, ...[mean, unbiased, mean, variance, mean].map(perChannel)];
};

/** dx = gamma / sqrt(variance + epsilon) * (dy - mean(dy) - xhat * mean(dy * xhat)) */
const backward: Kernel = (inputs, node) => {
  const [dy, x, gamma, mean, variance] = [0, 1, 2, 3, 4].map((i) => input(inputs, i)) as [
    Value,
    Value,
    Value,
    Value,
    Value,
  ];
  const channels = gamma.data.length;
  const epsilon = numberOf(node, "epsilon");
  const inverse = variance.data.map((value) => 1 / Math.sqrt(value + epsilon));
  const xhat = x.data.map((value, i) => (value - at(mean, i % channels)) * (inverse[i % channels] ?? 0));
  const product = dy.data.map((value, i) => value * (xhat[i] ?? 0));
  const [meanDy, meanProduct] = [channelMeans(dy.data, channels), channelMeans(product, channels)];
  const dx = dy.data.map((value, i) => {
    const c = i % channels;
    return at(gamma, c) * (inverse[c] ?? 0) * (value - (meanDy[c] ?? 0) - (xhat[i] ?? 0) * (meanProduct[c] ?? 0));
  });
  const rows = x.data.length / channels;
  const sum = (means: Float64Array): Value => ({ shape: [channels], data: means.map((value) => value * rows) });
  const none: Value = { shape: [0], data: new Float64Array(0) };
  return [{ shape: x.shape, data: dx }, sum(meanProduct), sum(meanDy), none, none];
};

export const normalizationKernels: Readonly<Record<string, Kernel>> = {
  FusedBatchNormV3: forward,
  FusedBatchNormGradV3: backward,
};
