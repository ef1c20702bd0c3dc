"""Keras as a contender of bench/step.ts.

    keras_step.py mobilenet|resnet SIZE BATCH head|all|all-bn train_on_batch|gradients

`train_on_batch` is Keras's own step, its update by SGD with momentum included; `gradients` is a tf.function that returns the loss and
the gradients. jit_compile is off: XLA is several times slower for these networks on a CPU.
"""

import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import tensorflow as tf

import networks
from serve import serve

model_name, size, batch, trains, kind = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5]
random = np.random.default_rng(1)
model = getattr(networks, model_name)(size, 10)


def initial(path, shape):
    """He's scale, and BatchNormalization near the identity: activations stay of size 1 through the whole network."""
    if len(shape) == 1:
        around = 1.0 if "gamma" in path or "variance" in path else 0.0
        return random.uniform(around - 0.15, around + 0.15, shape)
    fan_in = 9 if "depthwise" in path else np.prod(shape[:-1])
    return random.standard_normal(shape) * np.sqrt(2 / fan_in)


for weight in model.weights:
    weight.assign(initial(weight.path, weight.shape))
for layer in model.layers:
    if trains == "head":
        layer.trainable = layer.name == "head"
    elif trains == "all":
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)

pictures = random.standard_normal((batch, size, size, 3), dtype="float32")
labels = random.integers(0, 10, batch).astype("int32")
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def train_on_batch_step():
    model.compile(optimizer=keras.optimizers.SGD(1e-4, momentum=0.9), loss=loss, jit_compile=False)
    return lambda: model.train_on_batch(pictures, labels)


def gradients_step():
    variables = [variable.value for variable in model.trainable_variables]
    inputs, targets = tf.constant(pictures), tf.constant(labels)

    @tf.function
    def gradients(inputs, targets):
        with tf.GradientTape() as tape:
            value = loss(targets, model(inputs, training=True))
        return value, tape.gradient(value, variables)

    return lambda: float(gradients(inputs, targets)[0])


step = train_on_batch_step() if kind == "train_on_batch" else gradients_step()
serve(step, f"tensorflow {tf.__version__}, keras {keras.__version__}")
