"""Times the matrix products of a decoder on the native BLAS.

Each line of input is a number of images, a number of repetitions, and the sizes of the layers from
the latents to the pixels; each line of output is how long that took, in milliseconds.
"""

import sys
import time

import numpy

for line in sys.stdin:
    count, repetitions, *sizes = map(int, line.split())
    random = numpy.random.default_rng(0)
    x = [random.standard_normal((count, size), numpy.float32) for size in sizes]
    w = [random.standard_normal(shape, numpy.float32) for shape in zip(sizes, sizes[1:])]
    start = time.perf_counter()
    for _ in range(repetitions):
        for i, weights in enumerate(w):
            numpy.matmul(x[i], weights, out=x[i + 1])
    print((time.perf_counter() - start) * 1000, flush=True)
