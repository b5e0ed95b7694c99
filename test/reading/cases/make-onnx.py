"""Writes the ONNX files beside it as people save their networks, and onnx.json, what they give.

Networks of random weights, by the exporter that traces and by the newer one, which keeps large
arrays in a second file. Run with PyTorch 2.13, onnx and onnxscript: python make-onnx.py
"""

import json
from pathlib import Path

import torch
from torch import nn

HERE = Path(__file__).parent


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc3, self.fc4 = nn.Linear(2, 5), nn.Linear(5, 16)

    def forward(self, z):
        return torch.sigmoid(self.fc4(torch.relu(self.fc3(z)))).view(-1, 1, 4, 4)


class Transposed(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 12)
        norm = nn.BatchNorm2d(4)
        norm.running_mean.normal_()
        norm.running_var.uniform_(0.5, 2)
        norm.weight.data.normal_()
        norm.bias.data.normal_()
        self.net = nn.Sequential(
            nn.ConvTranspose2d(3, 4, 3, 2, 1, 1), norm, nn.LeakyReLU(0.2),
            nn.ConvTranspose2d(4, 2, 4, 2, 1), nn.ReLU(),
            nn.Conv2d(2, 1, 3, padding=1), nn.Sigmoid(),
        )  # fmt: skip

    def forward(self, z):
        return self.net(self.fc(z).view(-1, 3, 2, 2))


class Upsampled(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(2, 12), nn.Unflatten(1, (3, 2, 2)),
            nn.Upsample(scale_factor=2), nn.Conv2d(3, 4, 3, padding=1), nn.ELU(),
            nn.Upsample(scale_factor=2), nn.Conv2d(4, 1, 3, padding=1), nn.Tanh(),
        )  # fmt: skip

    def forward(self, z):
        return self.net(z)


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.mu, self.log_var = nn.Linear(16, 5), nn.Linear(5, 2), nn.Linear(5, 2)

    def forward(self, x):
        h = torch.relu(self.fc1(x.view(x.size(0), -1)))
        return self.mu(h), self.log_var(h)


class ConvolutionalEncoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.below = nn.Sequential(nn.Conv2d(1, 3, 3, 2, 1), nn.SiLU(), nn.Flatten())
        self.mu, self.log_var = nn.Linear(12, 2), nn.Linear(12, 2)

    def forward(self, x):
        h = self.below(x)
        return self.mu(h), self.log_var(h)


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.decoder = Encoder(), Decoder()

    def forward(self, x):
        mu, log_var = self.encoder(x)
        std = torch.exp(0.5 * log_var)
        z = mu + torch.randn_like(std) * std
        return self.decoder(z).view(-1, 16), mu, log_var


torch.manual_seed(0)
z = torch.tensor([[0.7, -1.3], [0.1, 0.4]])
x = torch.linspace(0, 1, 16).view(1, 1, 4, 4)
networks = {
    "mlp": (Decoder(), z, ["out"]),
    "conv": (Transposed(), z, ["out"]),
    "up": (Upsampled(), z, ["out"]),
    "cenc": (ConvolutionalEncoder(), x, ["mu", "logvar"]),
    "vae": (Vae(), x, ["recon", "mu", "logvar"]),
}
expected = {}
for name, (network, data, outputs) in networks.items():
    network.eval()
    for way in ("script", "dynamo"):
        path = HERE / f"{name}-{way}.onnx"
        options = {"dynamo": way == "dynamo", "input_names": ["in"], "output_names": outputs}
        if way == "script":
            options["dynamic_axes"] = {"in": {0: "batch"}}
        torch.onnx.export(network, (data,), str(path), **options)
        if name == "vae":
            given = (network.decoder(z), *network.encoder(x))
        else:
            given = network(data)
        given = given if isinstance(given, tuple) else (given,)
        expected[path.stem] = [[round(v, 6) for v in g.flatten().tolist()] for g in given]
(HERE / "onnx.json").write_text(json.dumps(expected))
