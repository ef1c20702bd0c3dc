// spec.model: which pretrained network, where it is cut, and what is put in place of its last layers.
import { z } from "zod";
import { decimal, either, list, location, mapping, text, whole, word } from "./fields.ts";

const activation = word(["linear", "relu", "relu6", "elu", "selu", "gelu", "swish", "tanh", "sigmoid", "softmax"]);
const empty = either("{} or true", [z.union([z.literal(true), z.null()]).transform(() => ({})), mapping({})]);

const dense = mapping({
  units: either("classes, or a whole number from 1 up", [word(["classes"]), whole(1)]).describe(
    "Outputs of the layer: `classes` stands for the number of classes in the data set.",
  ),
  activation: activation
    .default("linear")
    .describe("Applied to the outputs. The last dense layer needs none: the loss adds the softmax."),
});

const layer = either(
  "one layer: { dense: { units: classes } }, { dropout: 0.2 }, { activation: relu }, { flatten: {} }, { globalAveragePooling: {} } or { globalMaxPooling: {} }",
  [
    mapping({ dense: dense.describe("A fully connected layer with bias.") }),
    mapping({ dropout: decimal({ from: 0, below: 1 }).describe("Share of the inputs set to zero while training.") }),
    mapping({ activation: activation.describe("An activation on its own.") }),
    mapping({ flatten: empty.describe("Height x width x channels become one vector.") }),
    mapping({ globalAveragePooling: empty.describe("Mean over height and width.") }),
    mapping({ globalMaxPooling: empty.describe("Maximum over height and width.") }),
  ],
);

export const modelSchema = mapping({
  source: location(["file", "s3", "https"]).describe(
    "The pretrained model: a Keras `.h5` file, a tfjs `model.json` or a `.keras` file. A relative `file:` path starts at the folder of the job file.",
  ),
  cutAt: text("the name of a layer")
    .optional()
    .describe(
      "The last layer that is kept, by name. Left out: the layer before the classifier. `elastune inspect MODEL` lists the layers.",
    ),
  head: list("layers", layer, 1, 64)
    .prefault([{ dropout: 0.2 }, { dense: { units: "classes" } }])
    .describe("The new layers, in order, that take the place of what is cut off. They end in a dense layer."),
  weights: word(["pretrained", "random"])
    .default("pretrained")
    .describe("`random` trains the same network from scratch, to compare with."),
});
