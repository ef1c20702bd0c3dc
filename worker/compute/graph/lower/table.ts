// The table of lowerings: Keras class name -> function. A new kind of layer is one entry here and one function beside this file.
import { lowerActivation, lowerRelu, lowerSoftmax } from "./activation.ts";
import { lowerBatchNormalization } from "./batch-normalization.ts";
import { lowerConv2D, lowerDense, lowerDepthwiseConv2D } from "./convolution.ts";
import type { Lowering } from "./lowering.ts";
import { lowerAdd, lowerConcatenate, lowerMaximum, lowerMinimum, lowerMultiply, lowerSubtract } from "./merge.ts";
import {
  lowerAveragePooling2D,
  lowerGlobalAveragePooling2D,
  lowerGlobalMaxPooling2D,
  lowerMaxPooling2D,
  lowerZeroPadding2D,
} from "./pooling.ts";
import { lowerDropout, lowerRescaling, lowerReshape } from "./shape.ts";

export const lowerings: Readonly<Record<string, Lowering | undefined>> = {
  Activation: lowerActivation,
  Add: lowerAdd,
  AveragePooling2D: lowerAveragePooling2D,
  BatchNormalization: lowerBatchNormalization,
  Concatenate: lowerConcatenate,
  Conv2D: lowerConv2D,
  Dense: lowerDense,
  DepthwiseConv2D: lowerDepthwiseConv2D,
  Dropout: lowerDropout,
  Flatten: lowerReshape,
  GlobalAveragePooling2D: lowerGlobalAveragePooling2D,
  GlobalMaxPooling2D: lowerGlobalMaxPooling2D,
  MaxPooling2D: lowerMaxPooling2D,
  Maximum: lowerMaximum,
  Minimum: lowerMinimum,
  Multiply: lowerMultiply,
  ReLU: lowerRelu,
  Rescaling: lowerRescaling,
  Reshape: lowerReshape,
  Softmax: lowerSoftmax,
  Subtract: lowerSubtract,
  ZeroPadding2D: lowerZeroPadding2D,
};
