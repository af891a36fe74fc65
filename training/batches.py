"""Batches of worn pictures about equally wide, for the figure reader."""
import os
import random
import time

import cv2
import numpy as np

from characters import INDEX, LONGEST, OTHER
from figures import TALL, draw
from shelf import Shelf
from wear import worn

SIDE = 32  # px, the height that the network is given
STEP = 4  # px to each output
WIDTHS = (60, 100, 170, 420)  # of clean pictures, by which batches are put together


def prepared(picture, rng, severity, size=None):
    """A picture as the network gets it, and what can be read in it: OTHER where the characters stand too close to be told apart."""
    x = worn(picture.image, rng, severity, size)
    stretch = chosen_stretch(picture, rng)
    width = max(8, round(picture.image.shape[1] * SIDE / TALL * stretch))
    centres = np.array(picture.centres) * SIDE / TALL * stretch
    return cv2.resize(x, (width, SIDE), interpolation=cv2.INTER_LINEAR), label_at(picture.label, centres)


def chosen_stretch(picture, rng):
    """Who reads a picture widens it where its characters are narrow; not always, and not always rightly."""
    usual = rng.uniform(0.85, 1.2)
    pitch = closest(np.array(picture.centres) * SIDE / TALL)
    if pitch < 11 and rng.random() < 0.7:
        return min(2.6, usual * rng.uniform(11, 17) / pitch)
    return usual * (rng.uniform(1.2, 2.1) if rng.random() < 0.1 else 1)


def closest(centres):
    return float(np.diff(centres).min()) if len(centres) > 1 else 99.0


def label_at(label, centres):
    """CTC needs one output for each character and one more between equal ones."""
    if len(label) < 2 or len(centres) != len(label):
        return label
    twins = sum(a == b for a, b in zip(label, label[1:]))
    room = (centres[-1] - centres[0]) / STEP + 2
    return OTHER if closest(centres) < 4.5 or room < len(label) + twins else label


def batches(count, severity_at, shelf=None, seed=None):
    """For ever: images (count x 32 x W), labels, lengths. Clean pictures are kept and worn again. `severity_at` gives the wear for a time in seconds."""
    rng = random.Random(seed if seed is not None else os.getpid() * 7919 + time.time_ns())
    shelf, begin, shelves = shelf or Shelf(), time.time(), [[] for _ in WIDTHS]
    while True:
        for _ in range(300 if min(map(len, shelves)) < 40 else count):
            picture = draw(rng, shelf)
            if len(picture.label) <= LONGEST:
                shelves[sum(picture.image.shape[1] > width for width in WIDTHS[:-1])].append(picture)
        shelves = [pool[-4000:] for pool in shelves]
        for _ in range(3):
            pool = rng.choice(shelves)
            severity = severity_at(time.time() - begin)
            yield batch(rng, rng.choices(pool, k=count), severity)


def batch(rng, pictures, severity):
    parts = [prepared(picture, rng, severity) for picture in pictures]
    limit = np.percentile([image.shape[1] for image, _ in parts], 96)
    return packed([part for part in parts if part[0].shape[1] <= limit], len(pictures))


def packed(parts, count):
    """Pictures with their ground to the right of them; the last is repeated where some are lacking."""
    parts = (parts + parts[:1] * count)[:count]
    width = max(image.shape[1] for image, _ in parts) // 8 * 8 + 16
    images = np.full((count, SIDE, width), 255, np.uint8)
    labels, lengths = np.zeros((count, LONGEST), np.int64), np.zeros(count, np.int64)
    for i, (image, label) in enumerate(parts):
        images[i, :, :image.shape[1]] = image
        images[i, :, image.shape[1]:] = int(np.median(image[:, -1]))
        lengths[i] = len(label)
        labels[i, :len(label)] = [INDEX[c] for c in label]
    return images, labels, lengths
