"""Blocks of 8 x 8 quantised as JPEG does to luminance, without the coding."""
import functools
import math

import torch

LUMINANCE = (
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
)


@functools.cache
def matrices(device):
    k = torch.arange(8, dtype=torch.float32, device=device)
    cosines = torch.cos((2 * k[None] + 1) * k[:, None] * math.pi / 16) * 0.5
    cosines[0] *= 1 / math.sqrt(2)
    return cosines, torch.tensor(LUMINANCE, dtype=torch.float32, device=device).view(8, 8)


def jpeg(image, quality):
    """Quality per image, 1 to 100; sides are multiples of 8."""
    b, _, h, w = image.shape
    cosines, table = matrices(image.device)
    x = (image.float() * 255 - 128).view(b, h // 8, 8, w // 8, 8).permute(0, 1, 3, 2, 4)
    scale = torch.where(quality < 50, 5000 / quality, 200 - 2 * quality).view(b, 1, 1, 1, 1) / 100
    steps = (table * scale).clamp(min=1)
    x = cosines.T @ (torch.round(cosines @ x @ cosines.T / steps) * steps) @ cosines
    return ((x.permute(0, 1, 3, 2, 4).reshape(b, 1, h, w) + 128) / 255).clamp(0, 1)
