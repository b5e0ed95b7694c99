"""Writes operations/*.onnx, decoders that are not of layers alone, and operations.json, what they give.

By the exporter that traces, as older files have them. Run with PyTorch 1.13 and no other package:
python make-onnx-operations.py
"""

import json
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

HERE = Path(__file__).parent / "operations"


class Of(nn.Module):
    """A function as a layer."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


class Shared(nn.Module):
    """A product that is read with a bias and without."""

    def __init__(self):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.randn(2, 6)), nn.Parameter(torch.randn(6))
        self.last = nn.Linear(12, 16)

    def forward(self, z):
        y = torch.matmul(z, self.weight)
        return torch.sigmoid(self.last(torch.cat([torch.relu(y + self.bias), torch.tanh(y)], 1)))


def between(function, units=6):
    return nn.Sequential(nn.Linear(2, units), Of(function), nn.Linear(units, 16), nn.Sigmoid())


def images(channels, side, *layers):
    count = channels * side * side
    shape = Of(lambda x: x.view(x.size(0), channels, side, side))
    return nn.Sequential(nn.Linear(2, count), shape, *layers, nn.Sigmoid())


torch.manual_seed(0)
norm = nn.LayerNorm(6)
norm.weight.data.uniform_(0.5, 2)
norm.bias.data.normal_()
z = torch.tensor([[0.7, -1.3], [0.1, 0.4]])
networks = {
    "gelu": between(F.gelu),
    "gelu-tanh": between(lambda x: F.gelu(x, approximate="tanh")),
    "hard-swish": between(F.hardswish),
    "functions": between(lambda x: torch.sin(x) + torch.exp(-x.abs()) * torch.cos(-x)),
    "powers": between(lambda x: (x**2 + 1).sqrt() + (x**2 + 2).reciprocal().log()),
    "layer-norm": between(norm),
    "shared": Shared(),
    "chunk": nn.Sequential(nn.Linear(2, 32), Of(lambda x: x.chunk(2, 1)[1]), nn.Sigmoid()),
    "shuffle": images(8, 2, nn.Conv2d(8, 4, 3, padding=1), nn.PixelShuffle(2)),
    "crop": images(1, 7, Of(lambda x: x[:, :, 1:5, 2:6])),
    "pad": images(2, 3, nn.ZeroPad2d((1, 0, 0, 1)), nn.Conv2d(2, 1, 3, padding=1)),
    "pixel": nn.Sequential(
        nn.ConvTranspose2d(2, 3, 2), nn.ReLU(), nn.ConvTranspose2d(3, 1, 2, 2), nn.Sigmoid()
    ),
}
expected = {}
HERE.mkdir(exist_ok=True)
for name, network in networks.items():
    network.eval()
    given = z.view(2, 2, 1, 1) if name == "pixel" else z
    torch.onnx.export(network, given[:1], str(HERE / f"{name}.onnx"), opset_version=17)
    out = torch.cat([network(one[None]) for one in given])
    expected[name] = [round(v, 6) for v in out.flatten().tolist()]
(HERE.parent / "operations.json").write_text(json.dumps(expected))
