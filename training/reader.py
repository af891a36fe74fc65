"""An exported figure reader, used as the project uses it: pictures in, readings with their confidence out. Needs onnxruntime, not torch."""
import cv2
import numpy as np
import onnxruntime

from batches import SIDE
from characters import CHARACTERS


class Reader:
    def __init__(self, path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def read(self, images):
        """Readings as (text, lowest probability), in the order of the images: grey, SIDE px high, any width."""
        order = sorted(range(len(images)), key=lambda i: images[i].shape[1])
        readings = [None] * len(images)
        for start in range(0, len(order), 64):
            part = order[start:start + 64]
            width = max(images[i].shape[1] for i in part) // 4 * 4 + 8
            batch = np.empty((len(part), 1, SIDE, width), np.float32)
            for row, i in enumerate(part):
                image = images[i].astype(np.float32) / 255
                batch[row, 0] = np.median(image[:, -1])
                batch[row, 0, :, :image.shape[1]] = image
            for i, probabilities in zip(part, self.session.run(None, {"image": batch})[0]):
                readings[i] = decoded(probabilities)
        return readings

    def read_widened(self, images, below=0.9, factor=2.0):
        """As `read`, and once more at another width what is not sure or holds something unknown: narrow characters need room."""
        readings = self.read(images)
        again = [i for i, (text, confidence) in enumerate(readings) if confidence < below or "?" in text]
        wide = [cv2.resize(images[i], (max(8, round(images[i].shape[1] * factor)), SIDE), interpolation=cv2.INTER_LINEAR) for i in again]
        for i, reading in zip(again, self.read(wide)):
            if "?" not in reading[0] and (reading[1] > readings[i][1] or "?" in readings[i][0]):
                readings[i] = reading
        return readings


def decoded(probabilities):
    best = probabilities.argmax(1)
    text = "".join(CHARACTERS[c - 1] for i, c in enumerate(best) if c and (i == 0 or c != best[i - 1]))
    return text, float(probabilities.max(1).min())
