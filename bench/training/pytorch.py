"""Times training steps of the paper's VAE, 784-500-2-500-784 with tanh, in PyTorch on one thread.

Each line of input is a number of steps; each line of output is how long they took, in milliseconds.
"""

import sys
import time

import torch
from torch import nn

BATCH = 100
PIXELS = 784

torch.set_num_threads(1)
torch.manual_seed(0)

encoder = nn.Sequential(nn.Linear(PIXELS, 500), nn.Tanh())
mean = nn.Linear(500, 2)
log_variance = nn.Linear(500, 2)
decoder = nn.Sequential(nn.Linear(2, 500), nn.Tanh(), nn.Linear(500, PIXELS))
networks = nn.ModuleList([encoder, mean, log_variance, decoder])
optimizer = torch.optim.Adam(networks.parameters(), lr=1e-3)
images = torch.rand(10 * BATCH, PIXELS) * (torch.rand(10 * BATCH, PIXELS) < 0.2)


def step(x):
    h = encoder(x)
    mu, log_var = mean(h), log_variance(h)
    z = mu + torch.randn_like(mu) * torch.exp(0.5 * log_var)
    reconstruction = nn.functional.binary_cross_entropy_with_logits(
        decoder(z), x, reduction="sum"
    )
    kl = 0.5 * torch.sum(mu**2 + log_var.exp() - 1 - log_var)
    loss = (reconstruction + kl) / BATCH
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


for line in sys.stdin:
    start = time.perf_counter()
    for i in range(int(line)):
        step(images[i % 10 * BATCH : (i % 10 + 1) * BATCH])
    print((time.perf_counter() - start) * 1000, flush=True)
