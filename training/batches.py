"""Batches of worn pictures about equally wide, for the readers of lines."""
import dataclasses
import os
import random
import time
from collections.abc import Callable

import cv2
import numpy as np

import characters
import figures
import label_characters
import labels
from figures import TALL
from shelf import Shelf
from wear import worn

SIDE = 32  # px, the height that the network is given
STEP = 4  # px to each output
OTHER = characters.OTHER


@dataclasses.dataclass(frozen=True)
class Task:
    """What a reader of lines is to read: how its pictures are drawn and what it can say."""

    file: str  # the name of the exported network
    draw: Callable
    index: dict
    classes: int
    longest: int
    widths: tuple  # of clean pictures, by which batches are put together
    in_place: bool = False  # whether characters are to be said at the step where they stand
    sizes: tuple = ()  # heights in px of the pictures on their pages; those of wear.py where none are told


TASKS = {
    "figures": Task("figure.onnx", figures.draw, characters.INDEX, characters.CLASSES, characters.LONGEST, (60, 100, 170, 420)),
    "labels": Task(
        "label.onnx", labels.draw, label_characters.INDEX, label_characters.CLASSES, label_characters.LONGEST, (80, 140, 230, 420),
        in_place=True, sizes=(15, 17, 19, 21, 24, 24, 28, 28, 32, 36, 40, 48)),
}


def prepared(picture, rng, severity, size=None):
    """A picture as the network gets it, and what can be read in it: OTHER where the characters stand too close to be told apart."""
    x = worn(picture.image, rng, severity, size)
    stretch = chosen_stretch(picture, rng)
    width = max(8, round(picture.image.shape[1] * SIDE / TALL * stretch))
    centres = np.array(picture.centres) * SIDE / TALL * stretch
    label = label_at(picture.label, centres)
    return cv2.resize(x, (width, SIDE), interpolation=cv2.INTER_LINEAR), label, centres if len(centres) == len(label) else None


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


def batches(task, count, severity_at, shelf=None, seed=None):
    """For ever: images (count x 32 x W), labels, lengths. Clean pictures are kept and worn again. `severity_at` gives the wear for a time in seconds."""
    rng = random.Random(seed if seed is not None else os.getpid() * 7919 + time.time_ns())
    shelf, begin, shelves = shelf or Shelf(), time.time(), [[] for _ in task.widths]
    while True:
        for _ in range(300 if min(map(len, shelves)) < 40 else count):
            picture = task.draw(rng, shelf)
            if len(picture.label) <= task.longest:
                shelves[sum(picture.image.shape[1] > width for width in task.widths[:-1])].append(picture)
        shelves = [pool[-4000:] for pool in shelves]
        for _ in range(3):
            pool = rng.choice(shelves)
            severity = severity_at(time.time() - begin)
            yield batch(task, rng, rng.choices(pool, k=count), severity)


def batch(task, rng, pictures, severity):
    parts = [prepared(picture, rng, severity, rng.choice(task.sizes) if task.sizes else None) for picture in pictures]
    limit = np.percentile([part[0].shape[1] for part in parts], 96)
    return packed(task, [part for part in parts if part[0].shape[1] <= limit], len(pictures))


def packed(task, parts, count):
    """Pictures with their ground to the right of them; the last is repeated where some are lacking."""
    parts = (parts + parts[:1] * count)[:count]
    width = max(part[0].shape[1] for part in parts) // 8 * 8 + 16
    images = np.full((count, SIDE, width), 255, np.uint8)
    labels, lengths = np.zeros((count, task.longest), np.int64), np.zeros(count, np.int64)
    places = np.full((count, width // STEP), UNTOLD, np.int64)
    for i, (image, label, centres) in enumerate(parts):
        images[i, :, :image.shape[1]] = image
        images[i, :, image.shape[1]:] = int(np.median(image[:, -1]))
        lengths[i] = len(label)
        labels[i, :len(label)] = [task.index[c] for c in label]
        if centres is not None:
            tell(places[i], [task.index[c] for c in label], centres / STEP)
    return images, labels, lengths, places


UNTOLD = -1


def tell(places, classes, centres):
    """Which class each step shall say: a character at its middle, nothing between two and outside; what is untold CTC may choose."""
    steps = len(places)
    if len(classes) == 0:
        places[:] = 0
        return
    pitch = float(np.median(np.diff(centres))) if len(centres) > 1 else 6.0
    places[:max(0, int(centres[0] - 0.8 * pitch))] = 0
    places[min(steps, int(centres[-1] + 0.8 * pitch) + 1):] = 0
    for left, right in zip(centres, centres[1:]):
        if right - left >= 3:
            places[min(steps - 1, int((left + right) / 2))] = 0
    for centre, value in zip(centres, classes):
        places[min(steps - 1, max(0, int(centre)))] = value
