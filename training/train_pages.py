"""Trains the page segmenter. usage: train_pages.py SECONDS OUT [WORKERS]

Begins from BEGIN (an exported page.onnx) where that is set. Writes OUT/page.onnx every CHECKPOINT seconds (150) and at the end.
"""
import math
import os
import random
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from augment import warp, wear
from networks import PageNet
from weights import Average, export_page, take_over

SIDE, CROP = 1152, 1024
BEGIN = os.environ.get("BEGIN", "")
PEAK = float(os.environ.get("LR", "2e-3" if BEGIN else "4e-3"))
MAPS = ("text", "across", "down", "cells", "figures")


def pieces(rng, shelf, each=2):
    """For ever: a square piece of a page, its masks as bits, and by how many quarter turns it lies. Each page gives some."""
    from pages import draw_page
    while True:
        image, masks = draw_page(rng, shelf)
        bits = sum(masks[i].astype(np.uint8) << i for i in range(5))
        for _ in range(each):
            yield turned(rng, *piece(rng, image, bits))


def piece(rng, image, bits):
    height, width = image.shape
    canvas, mask = np.full((SIDE, SIDE), 255, np.uint8), np.zeros((SIDE, SIDE), np.uint8)
    y, x = (rng.randint(min(0, length - SIDE) - 40, max(0, length - SIDE) + 40) for length in (height, width))
    y0, x0, y1, x1 = max(0, y), max(0, x), min(height, y + SIDE), min(width, x + SIDE)
    canvas[y0 - y:y1 - y, x0 - x:x1 - x] = image[y0:y1, x0:x1]
    mask[y0 - y:y1 - y, x0 - x:x1 - x] = bits[y0:y1, x0:x1]
    return canvas, mask


def turned(rng, canvas, mask):
    turn = rng.choice([0, 0, 0, 0, 0, 0, 1, 2, 3])
    canvas, mask = np.ascontiguousarray(np.rot90(canvas, turn)), np.ascontiguousarray(np.rot90(mask, turn))
    if turn % 2:  # what ran across now runs down
        mask = (mask & 0b11001) | ((mask & 2) << 1) | ((mask & 4) >> 1)
    return canvas, mask, turn


class Pieces(torch.utils.data.IterableDataset):
    def __iter__(self):
        from shelf import Shelf
        torch.set_num_threads(1)
        for canvas, mask, turn in pieces(random.Random(os.getpid() * 7919 + time.time_ns()), Shelf()):
            yield torch.from_numpy(canvas), torch.from_numpy(mask), turn


@torch.no_grad()
def worn(canvas, bits, device):
    """Pieces worn on the accelerator, and the maps that shall be found in them."""
    image = canvas.to(device, non_blocking=True)[:, None].float() / 255
    bits = bits.to(device, non_blocking=True)[:, None]
    image, masks = warp(image, torch.cat([((bits >> i) & 1).float() for i in range(5)], 1))
    o = (SIDE - CROP) // 2
    image, masks = image[:, :, o:o + CROP, o:o + CROP], masks[:, :, o:o + CROP, o:o + CROP]
    image = wear(image.contiguous())
    thin, wide = F.max_pool2d(masks[:, 1:3], 2), F.avg_pool2d(masks[:, [0, 3, 4]], 2)
    target = torch.stack([wide[:, 0], thin[:, 0], thin[:, 1], wide[:, 1], wide[:, 2]], 1)
    return image, (target > 0.45).float()


def loss_of(logits, target):
    weight = torch.tensor([1.5, 3.0, 3.0, 1.0, 2.0], device=logits.device).view(1, 5, 1, 1)
    entropy = (F.binary_cross_entropy_with_logits(logits, target, reduction="none") * (1 + target * (weight - 1))).mean((0, 2, 3))
    p = torch.sigmoid(logits)
    both = (p * target).sum((0, 2, 3))
    dice = (2 * both + 1) / (p.sum((0, 2, 3)) + target.sum((0, 2, 3)) + 1)
    return entropy.sum() + 0.5 * (1 - dice).sum(), dice.detach()


def train(model, loader, device, seconds, out):
    optimiser = torch.optim.AdamW(model.parameters(), lr=PEAK, weight_decay=1e-2)
    average = Average(model)
    start = shown = saved = time.time()
    step, notes = 0, []
    for canvas, bits, turn in loader:
        now = time.time()
        share = (now - start) / seconds
        if share >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = PEAK * min(1, (step + 1) / 100) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * share)))
        image, target = worn(canvas, bits, device)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=device.type == "cuda"):
            logits, turns = model(image.contiguous(memory_format=torch.channels_last))
        turn = turn.to(device, non_blocking=True)
        loss, dice = loss_of(logits.float(), target)
        loss = loss + 0.3 * F.cross_entropy(turns.float(), turn)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        step += 1
        average.update()
        notes.append(torch.cat([loss.detach()[None], dice, (turns.argmax(1) == turn).float().mean()[None]]))
        if now - shown > 20:
            loss, *dices, right = torch.stack(notes[-80:]).mean(0).tolist()
            print(f"{now - start:5.0f} s, step {step}, {step * len(canvas)} pieces, loss {loss:.4f}, dice " + ", ".join(f"{name} {d:.3f}" for name, d in zip(MAPS, dices)) + f", turn {right:.3f}", flush=True)
            shown, notes = now, notes[-80:]
        if now - saved > float(os.environ.get("CHECKPOINT", "150")):
            export_page(average.network(), os.path.join(out, "page.onnx"))
            saved = time.time()
    export_page(average.network(), os.path.join(out, "page.onnx"))
    print("done", step, "steps", flush=True)


def main():
    seconds, out = float(sys.argv[1]), sys.argv[2]
    workers = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    os.makedirs(out, exist_ok=True)
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    on_gpu = device.type == "cuda"
    size = int(os.environ.get("COUNT", "16" if on_gpu else "2"))
    loader = torch.utils.data.DataLoader(Pieces(), batch_size=size, num_workers=workers, pin_memory=on_gpu, prefetch_factor=4)
    model = PageNet().to(device, memory_format=torch.channels_last)
    if BEGIN:
        canvas, bits, _ = next(iter(torch.utils.data.DataLoader(Pieces(), batch_size=min(size, 8))))
        take_over(model, BEGIN, worn(canvas, bits, device)[0])
    print("parameters", sum(p.numel() for p in model.parameters()), "on", device, flush=True)
    train(model, loader, device, seconds, out)


if __name__ == "__main__":
    main()
