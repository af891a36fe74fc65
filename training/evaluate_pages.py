"""How exported page segmenters do on worn pieces of pages that no training saw. usage: evaluate_pages.py COUNT MODEL ..."""
import random
import sys

import numpy as np
import onnxruntime
import torch

from shelf import Shelf
from train_pages import MAPS, pieces, worn


def main():
    count, models = int(sys.argv[1]), sys.argv[2:]
    torch.manual_seed(3)
    source = pieces(random.Random(20261127), Shelf(held=True), each=1)
    sessions = [onnxruntime.InferenceSession(path) for path in models]
    both, size, turns = np.zeros((len(models), 5)), np.zeros((len(models), 5)), np.zeros(len(models))
    for _ in range(count):
        canvas, mask, turn = next(source)
        image, target = worn(torch.from_numpy(canvas)[None], torch.from_numpy(mask)[None], torch.device("cpu"))
        for i, session in enumerate(sessions):
            maps, turned = session.run(None, {"image": image.numpy()})
            both[i] += (maps[0] * target[0].numpy()).sum((1, 2))
            size[i] += maps[0].sum((1, 2)) + target[0].numpy().sum((1, 2))
            turns[i] += turned[0].argmax() == turn
    for path, dice, right in zip(models, 2 * both / size, turns / count):
        print(path, ", ".join(f"{name} {d:.3f}" for name, d in zip(MAPS, dice)), f"turn {right:.3f}")


if __name__ == "__main__":
    main()
