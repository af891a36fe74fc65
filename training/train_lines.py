"""Trains a reader of lines. usage: train_lines.py figures|labels SECONDS OUT [WORKERS]

Begins from BEGIN (an exported reader) where that is set, else anew, with the curriculum that this needs. Writes OUT/figure.onnx or OUT/label.onnx every CHECKPOINT seconds (150) and at the end.
"""
import math
import os
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

from batches import TASKS, UNTOLD, batches
from networks import FigureNet
from weights import Average, export_figure, take_over

BEGIN = os.environ.get("BEGIN", "")
COUNT = int(os.environ.get("COUNT", "1024"))
TASK = TASKS[sys.argv[1]]
PEAK = float(os.environ.get("LR", "1.5e-3" if BEGIN else "1e-3"))


class Pictures(torch.utils.data.IterableDataset):
    def __init__(self, seconds):
        self.seconds = seconds

    def severity(self, elapsed):
        """A network that knows nothing learns from clean pictures first, and never from worn ones alone."""
        share = elapsed / self.seconds
        if TASK.in_place:
            return float(os.environ.get("WEAR", "0.6")) if os.environ.get("AGAIN") else min(0.75, max(0.0, (share - 0.1) * 1.6))
        return min(0.9, (0.75 if os.environ.get("AGAIN") else 0.4) + share * 1.5) if BEGIN else min(0.9, max(0.0, (share - 0.1) * 2))

    def __iter__(self):
        torch.set_num_threads(1)
        for images, labels, lengths, places in batches(TASK, COUNT, self.severity):
            yield torch.from_numpy(images), torch.from_numpy(labels), torch.from_numpy(lengths), torch.from_numpy(places)


def loss_of(logits, labels, lengths, places):
    """CTC, and for readers that shall say characters where they stand what each step shall say."""
    steps = torch.full((len(lengths),), logits.shape[1], dtype=torch.long)
    spoken = F.log_softmax(logits, 2)
    whole = F.ctc_loss(spoken.permute(1, 0, 2), labels, steps, lengths, blank=0, zero_infinity=True)
    return whole + F.nll_loss(spoken.flatten(0, 1), places.flatten(), ignore_index=UNTOLD) if TASK.in_place else whole


@torch.no_grad()
def judged(logits, labels, lengths):
    """Shares of pictures read right, and of pictures read wrong with a confidence of 0.9 or more."""
    highest, best = logits.float().softmax(2).max(2)
    sure = (highest.amin(1) >= 0.9).cpu()
    right = torch.zeros(len(best), dtype=torch.bool)
    for i, row in enumerate(best.cpu().tolist()):
        read = [c for j, c in enumerate(row) if c and (j == 0 or c != row[j - 1])]
        right[i] = read == labels[i, :lengths[i]].tolist()
    return right.float().mean().item(), (sure & ~right).float().mean().item(), sure.float().mean().item()


def train(model, loader, device, seconds, out):
    optimiser = torch.optim.AdamW(model.parameters(), lr=PEAK, weight_decay=1e-2)
    average = Average(model)
    start = shown = saved = time.time()
    step, losses = 0, []
    for images, labels, lengths, places in loader:
        now = time.time()
        share = (now - start) / seconds
        if share >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = PEAK * min(1, (step + 1) / 200) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * share)))
        x = images.to(device, non_blocking=True)[:, None].float() / 255
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=device.type == "cuda"):
            logits = model(x.contiguous(memory_format=torch.channels_last))
        loss = loss_of(logits.float(), labels.to(device, non_blocking=True), lengths, places.to(device, non_blocking=True))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        step += 1
        losses.append(loss.detach())
        if step % 4 == 0:
            average.update(4)
        if now - shown > 15:
            right, wrong, sure = judged(logits.detach(), labels, lengths)
            mean = torch.stack(losses[-50:]).mean().item()
            print(f"{now - start:5.0f} s, step {step}, {step * COUNT} pictures, loss {mean:.4f}, last batch: right {right:.4f}, sure {sure:.4f}, sure and wrong {wrong:.4f}", flush=True)
            shown, losses = now, []
        if now - saved > float(os.environ.get("CHECKPOINT", "150")):
            export_figure(average.network(), os.path.join(out, TASK.file))
            saved = time.time()
    export_figure(average.network(), os.path.join(out, TASK.file))
    print("done", step, "steps", step * COUNT, "pictures", flush=True)


def main():
    seconds, out = float(sys.argv[2]), sys.argv[3]
    workers = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    os.makedirs(out, exist_ok=True)
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    pinned = device.type == "cuda"
    model = FigureNet(TASK.classes)
    if BEGIN:
        example = torch.from_numpy(next(batches(TASK, 512, lambda _: 0.5, seed=5))[0])[:, None].float() / 255
        take_over(model, BEGIN, example, fresh=() if os.environ.get("AGAIN") else ("further",))
    model.train()
    model.to(device, memory_format=torch.channels_last)
    print("parameters", sum(p.numel() for p in model.parameters()), "on", device, flush=True)
    loader = torch.utils.data.DataLoader(Pictures(seconds), batch_size=None, num_workers=workers, pin_memory=pinned, prefetch_factor=6)
    train(model, loader, device, seconds, out)


if __name__ == "__main__":
    main()
