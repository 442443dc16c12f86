"""PyTorch's part in the rounds: epochs of configuration 2, tensors in memory."""

import os

import numpy as np
import torch
from cifar10 import load_standardised
from serving import serve_classifier
from torch import nn
from torch.nn.functional import cross_entropy

torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
BATCH_SIZE = 100


class Epochs:
    def __init__(self, folder, dtype):
        torch.manual_seed(42)
        sets = load_standardised(folder, ("data_batch_1", "data_batch_2"), np.dtype(dtype).type)
        self.training, self.validation = [
            (torch.from_numpy(x), torch.from_numpy(y)) for x, y in sets
        ]
        self.model = nn.Linear(3 * 32 * 32, 10, dtype=self.training[0].dtype)
        nn.init.normal_(self.model.weight, std=0.01)
        nn.init.zeros_(self.model.bias)
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=0.001)

    def train_epoch(self):
        x, y = self.training
        for batch in torch.randperm(len(y)).split(BATCH_SIZE):
            loss = cross_entropy(self.model(x[batch]), y[batch])
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            self.optimizer.step()

    @torch.inference_mode()
    def evaluate(self, x, y):
        scores = self.model(x)
        loss = cross_entropy(scores, y).item()
        accuracy = (scores.argmax(dim=1) == y).float().mean().item()
        return {"loss": loss, "cost": loss, "accuracy": accuracy}

    def evaluate_both(self):
        return {"train": self.evaluate(*self.training), "validation": self.evaluate(*self.validation)}


serve_classifier(Epochs)
