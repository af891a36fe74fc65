"""How an exported reader does on drawn pictures of fonts that no training saw, by kind and state. usage: evaluate_drawn.py MODEL [COUNT [SEED]]"""
import random
import sys

import cv2
import numpy as np

from batches import SIDE, closest
from characters import MARK, OTHER, STRUCK, fold
from figures import TALL, draw
from reader import Reader
from shelf import Shelf
from wear import worn

# What is drawn, how bad its state may be, how high its picture is in px (None: any), and which widths of characters are taken.
CONDITIONS = {
    "clean": ("plain", 0.0, 28, (9, 99)),
    "small print": ("plain", 0.0, 12, (9, 99)),
    "worn": ("plain", 0.9, None, (9, 99)),
    "narrow, clean": ("plain", 0.0, 28, (4, 9)),
    "narrow, worn": ("plain", 0.6, None, (4, 9)),
    "blank, clean": ("blank", 0.0, 28, (0, 999)),
    "blank, worn": ("blank", 0.9, None, (0, 999)),
    "struck": ("struck", 0.3, 28, (9, 99)),
    "with a mark": ("marked", 0.2, 28, (0, 999)),
    "other text": ("other", 0.3, 28, (0, 999)),
    "covered": ("covered", 0.2, 28, (0, 999)),
    "broken off": ("broken off", 0.2, 28, (0, 999)),
    "two lines": ("two lines", 0.2, 40, (0, 999)),
    "two figures": ("two figures", 0.2, 28, (0, 999)),
}


def pictures(condition, count, seed):
    kind, severity, size, (low, high) = CONDITIONS[condition]
    rng, shelf, images, labels = random.Random(f"{condition} {seed}"), Shelf(held=True), [], []
    while len(images) < count:
        picture = draw(rng, shelf, kind)
        if not low <= closest(np.array(picture.centres) * SIDE / TALL) < high:
            continue
        x = worn(picture.image, rng, severity, size)
        images.append(cv2.resize(x, (max(8, round(picture.image.shape[1] * SIDE / TALL)), SIDE), interpolation=cv2.INTER_LINEAR))
        labels.append(picture.label)
    return images, labels


def claims(reading):
    """Whether a reading claims to be a figure, or a blank, without reserve."""
    return not set(reading) & {STRUCK, MARK, OTHER}


def judged(readings, labels):
    """Shares: right; sure (0.9); sure of a plain figure or blank and wrong."""
    right = [fold(text) == fold(label) for (text, _), label in zip(readings, labels)]
    sure = [confidence >= 0.9 for _, confidence in readings]
    wrong = [s and not r and claims(text) for (text, _), s, r in zip(readings, sure, right)]
    return np.mean(right), np.mean(sure), int(np.sum(wrong))


def main():
    model, count, seed = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000, int(sys.argv[3]) if len(sys.argv) > 3 else 1
    reader, confidences, rights = Reader(model), [], []
    print(f"{'':16}{'right':>8}{'sure':>8}{'sure, wrong':>13}   of {count} each; read again twice as wide where not sure")
    for condition in CONDITIONS:
        images, labels = pictures(condition, count, seed)
        readings = reader.read_widened(images)
        right, sure, wrong = judged(readings, labels)
        print(f"{condition:16}{right:8.3f}{sure:8.3f}{wrong:13d}", flush=True)
        confidences += [confidence for _, confidence in readings]
        rights += [fold(text) == fold(label) for (text, _), label in zip(readings, labels)]
    chart(np.array(confidences), np.array(rights))


def chart(confidences, rights):
    """Claimed against true confidence."""
    edges = (0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 1.0001)
    print("claimed          pictures     mean    true")
    for low, high in zip(edges, edges[1:]):
        chosen = (confidences >= low) & (confidences < high)
        if chosen.any():
            print(f"{low:5} to {min(high, 1):5}{chosen.sum():12d}{confidences[chosen].mean():9.3f}{rights[chosen].mean():8.3f}")


if __name__ == "__main__":
    main()
