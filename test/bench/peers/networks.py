"""The networks of test/support/networks.ts in Keras: the same layers, for comparisons of speed."""

import keras
from keras import layers


def mobilenet(size, classes):
    inputs = keras.Input((size, size, 3))
    x = _relu6(_norm(_conv(inputs, 32, 3, 2)))
    channels = 32
    plan = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]
    for expansion, out, repeats, strides in plan:
        for i in range(repeats):
            x = _inverted_residual(x, channels, out, strides if i == 0 else 1, expansion)
            channels = out
    x = _relu6(_norm(_conv(x, 1280, 1, 1)))
    return _with_head(inputs, x, classes)


def resnet(size, classes):
    inputs = keras.Input((size, size, 3))
    x = _relu(_norm(_conv(inputs, 64, 7, 2)))
    x = layers.MaxPooling2D(3, 2, padding="same")(x)
    for filters, repeats, strides in [(64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)]:
        for i in range(repeats):
            x = _bottleneck(x, filters, strides if i == 0 else 1, i == 0)
    return _with_head(inputs, x, classes)


def _inverted_residual(x, channels, out, strides, expansion):
    y = x if expansion == 1 else _relu6(_norm(_conv(x, channels * expansion, 1, 1)))
    y = layers.DepthwiseConv2D(3, strides=strides, padding="same", use_bias=False)(y)
    y = _norm(_conv(_relu6(_norm(y)), out, 1, 1))
    return layers.Add()([x, y]) if strides == 1 and channels == out else y


def _bottleneck(x, filters, strides, projects):
    y = _relu(_norm(_conv(x, filters, 1, strides)))
    y = _relu(_norm(_conv(y, filters, 3, 1)))
    y = _norm(_conv(y, 4 * filters, 1, 1))
    shortcut = _norm(_conv(x, 4 * filters, 1, strides)) if projects else x
    return _relu(layers.Add()([shortcut, y]))


def _with_head(inputs, x, classes):
    logits = layers.Dense(classes, name="head")(layers.GlobalAveragePooling2D()(x))
    return keras.Model(inputs, logits)


def _conv(x, filters, kernel, strides):
    return layers.Conv2D(filters, kernel, strides=strides, padding="same", use_bias=False)(x)


def _norm(x):
    return layers.BatchNormalization()(x)


def _relu6(x):
    return layers.ReLU(6.0)(x)


def _relu(x):
    return layers.ReLU()(x)
