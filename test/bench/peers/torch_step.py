"""PyTorch as a contender of bench/step.ts.

    torch_step.py mobilenet|resnet SIZE BATCH head|all|all-bn default|channels_last [compile]

Forward and backward, gradients left where they are; no update. Threads are PyTorch's own choice.
"""

import sys

import torch
import torchvision
from torch import nn

from serve import serve

model_name, size, batch, trains, layout = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5]
torch.manual_seed(1)


def mobilenet():
    model = torchvision.models.mobilenet_v2(weights=None)
    model.classifier = nn.Linear(1280, 10)  # without the dropout, which the others do not have
    return model, model.classifier


def resnet():
    model = torchvision.models.resnet50(weights=None)
    model.fc = nn.Linear(2048, 10)
    for block in model.modules():
        # torchvision's is "v1.5", with the stride in the 3x3 convolution; the others are v1.
        if isinstance(block, torchvision.models.resnet.Bottleneck) and block.conv2.stride == (2, 2):
            block.conv1.stride, block.conv2.stride = (2, 2), (1, 1)
    return model, model.fc


def initialise(model):
    """He's scale, and BatchNormalization near the identity: activations stay of size 1 through the whole network."""
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            layer.weight.normal_(0, (2 / layer.weight[0].numel()) ** 0.5)
        if isinstance(layer, nn.BatchNorm2d):
            for around, values in [(1, layer.weight), (0, layer.bias), (0, layer.running_mean), (1, layer.running_var)]:
                values.uniform_(around - 0.15, around + 0.15)


def freeze(model, head):
    model.train()
    if trains == "all-bn":
        return
    for layer in model.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.eval()
            layer.requires_grad_(False)
    if trains == "head":
        model.requires_grad_(False)
        head.requires_grad_(True)


model, head = mobilenet() if model_name == "mobilenet" else resnet()
with torch.no_grad():
    initialise(model)
freeze(model, head)
pictures, labels = torch.randn(batch, 3, size, size), torch.randint(0, 10, (batch,))
if layout == "channels_last":
    model = model.to(memory_format=torch.channels_last)
    pictures = pictures.contiguous(memory_format=torch.channels_last)
parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
network = torch.compile(model) if "compile" in sys.argv else model
cross_entropy = nn.CrossEntropyLoss()


def step():
    for parameter in parameters:
        parameter.grad = None
    loss = cross_entropy(network(pictures), labels)
    loss.backward()
    return loss.item()


serve(step, f"torch {torch.__version__}, {torch.get_num_threads()} threads")
