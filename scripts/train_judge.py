"""Train the judge: on public pairs of sentences, then on the news pairs.

    python scripts/train_judge.py public --base RANKER.onnx --vocabulary VOCAB.txt --data STANCE_DIR --out RUN.pt
    python scripts/train_judge.py news --start RUN.pt --vocabulary VOCAB.txt --data STANCE_DIR \
        --told TOLD.jsonl --reports GUM_DIR --out NEWS.pt

It needs torch and onnx, which FactDesk does not. ``--start`` takes the weights of another run, or of a judge that was
exported (``.onnx``), without it ``--base`` those of the ranker. A run that was stopped goes on where it was when
started again with the same arguments; ``--until`` ends it after so many batches. The rate rises over the first batches
and then stays; ``--falls`` lowers it to nothing at the end of what is to be the last run. The order of the pairs hangs
on ``--seed`` alone.

Twice as fast on a plain processor: matrices in bfloat16 beside weights kept in 32 bits, no dropout, plain attention,
one thread, the embeddings and the lowest layers left as they are.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from judge_data import RELATIONS, Example, public, same_report, told
from judge_model import JudgeNet, State, base_state, fresh, shipped_state
from torch import Tensor, nn

from factdesk.matching.tokens import WordPieces, read_vocabulary
from factdesk.matching.wording import WHEN, Asked, worded

BATCH, FROZEN = 32, 4
POOL = 40
"""Batches that are sorted by length together."""
LONGEST = 96
WARM = 150
SAVED_EVERY = 100
REPLAY = 1.2
"""Public pairs for each news pair in the second stage, so that it does not forget."""
QUIET = 0.2
"""Pairs of sentences of one report for each news pair."""
KEPT_BACK, MADE_UP, UNTITLED = 0.25, 0.25, 0.15
TOLD = {"confirms": 5, "contradicts": 2, "partly": 5, "moves": 5, "mentions": 2}
"""Times that a labelled pair of a storyline is seen for one time of the others; the storylines tell many failures."""
HEADS = 4
"""Times that a headline is seen: there are few of them."""
IDLE = 0.35
"""Share of the passages of storylines that decide nothing which is seen: there are many of them."""
MADE = {
    "other": 0.08,
    "alike": 0.12,
    "stranger": 0.08,
    "dressed": 0.25,
    "crossed": 0.2,
    "amount": 0.05,
    "ahead": 0.06,
    "open": 0.06,
    "denied": 0.06,
}
"""Made pairs for each written one, by what was changed."""


@dataclass(slots=True)
class Run:
    """A network in training, with 32-bit weights beside it."""

    net: JudgeNet
    master: dict[str, nn.Parameter]
    optimiser: torch.optim.AdamW
    step: int = 0

    def save(self, file: Path) -> None:
        """Store everything that going on needs; whole or not at all."""
        state = {**self.net.float().state_dict(), **{n: p.detach() for n, p in self.master.items()}}
        held = {"net": state, "optimiser": self.optimiser.state_dict(), "step": self.step}
        torch.save(held, file.with_suffix(".part"))
        file.with_suffix(".part").replace(file)
        self.net.bfloat16()


def start(net: JudgeNet, rate: float) -> Run:
    """Make a network ready to be trained."""
    master = {n: nn.Parameter(p.detach().float().clone()) for n, p in net.named_parameters() if p.requires_grad}
    matrices = [p for p in master.values() if p.ndim > 1]
    others = [p for p in master.values() if p.ndim <= 1]
    groups = [{"params": matrices, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98), fused=True)
    return Run(net.bfloat16().train(), master, optimiser)


def batches(examples: Sequence[Example], words: WordPieces, longest: int, seed: int) -> list[list[int]]:
    """Return the numbers of examples in batches of about one length, in the order in which they are learnt."""
    order = list(range(len(examples)))
    found: list[list[int]] = []
    for at in range(0, len(order), BATCH * POOL):
        pool = order[at : at + BATCH * POOL]
        pool.sort(key=lambda i: (len(examples[i].claim) + len(examples[i].passage), i))
        own = [pool[k : k + BATCH] for k in range(0, len(pool), BATCH)]
        random.Random(f"{seed} {at}").shuffle(own)
        found += own
    return found


def tensors(batch: Sequence[Example], words: WordPieces, longest: int) -> tuple[Tensor, Tensor, Tensor]:
    """Return pieces, sides and mask of a batch, padded to its longest pair."""
    encoded = [words.pair(e.claim, e.passage, longest) for e in batch]
    width = max(len(e.pieces) for e in encoded)
    pieces = torch.zeros(len(batch), width, dtype=torch.long)
    sides, mask = torch.zeros_like(pieces), torch.zeros_like(pieces)
    for row, e in enumerate(encoded):
        pieces[row, : len(e.pieces)] = torch.tensor(e.pieces)
        sides[row, e.first : len(e.pieces)] = 1
        mask[row, : len(e.pieces)] = 1
    return pieces, sides, mask


def loss_of(outputs: Tensor, batch: Sequence[Example]) -> Tensor:
    """Return the weighted loss: what may be right in several ways needs only one of them."""
    right = torch.tensor([[0.0 if r in e.right else -torch.inf for r in RELATIONS] for e in batch])
    weight = torch.tensor([e.weight for e in batch])
    chances = torch.log_softmax(outputs.float(), dim=1)
    return -(torch.logsumexp(chances + right, dim=1) * weight).sum() / weight.sum()


def learn(run: Run, batch: Sequence[Example], words: WordPieces, longest: int, rate: float) -> float:
    """Take one step and return its loss."""
    for group in run.optimiser.param_groups:
        group["lr"] = rate
    loss = loss_of(run.net(*tensors(batch, words, longest)), batch)
    torch.autograd.backward(loss)
    fast = dict(run.net.named_parameters())
    for name, kept in run.master.items():
        kept.grad, fast[name].grad = fast[name].grad.float(), None
    nn.utils.clip_grad_norm_(run.master.values(), 1.0)
    run.optimiser.step()
    with torch.no_grad():
        for name, kept in run.master.items():
            fast[name].copy_(kept)
    run.step += 1
    return float(loss.detach())


def examples_of(asked: argparse.Namespace) -> list[Example]:
    """Return all examples of a run in their order."""
    if asked.stage == "public":
        return [e for epoch in range(asked.epochs) for e in public(asked.data, asked.seed + epoch)]
    pairs = told(asked.told)
    own = [e for e in pairs if e.source == "news"]
    heads = HEADS * [e for e in pairs if e.source == "rumour"]
    changed = [e for e in pairs if e.source in MADE]
    replay = public(asked.data, asked.seed) if asked.data else []
    quiet = same_report(asked.reports, asked.seed) if asked.reports else []
    lines = [e for e in pairs if e.source == "storyline" for r in e.right for _ in range(TOLD[r])]
    idle = [e for e in pairs if e.source == "quiet storyline"]
    found: list[Example] = []
    for epoch in range(asked.epochs):
        choice = random.Random(f"{asked.seed} {epoch} {asked.start}")
        mixed = [
            *own,
            *heads,
            *lines,
            *_some(idle, IDLE * len(idle), choice),
            *_some(replay, REPLAY * len(own), choice),
            *_some(quiet, QUIET * len(own), choice),
        ]
        for kind, share in MADE.items():
            mixed += _some([e for e in changed if e.source == kind], share * len(own), choice)
        choice.shuffle(mixed)
        found += [_said_when(e, choice) for e in mixed]
    return found


def _some(examples: Sequence[Example], count: float, choice: random.Random) -> list[Example]:
    return choice.sample(examples, min(len(examples), round(count)))


def _said_when(e: Example, choice: random.Random) -> Example:
    """Return an example as the program puts it to the network.

    Where the due date lies is now and then kept back, and made up for pairs that have none, so that the words which say
    it do not tell the sort of pair.
    """
    asked = e.asked or Asked(e.claim, e.passage)
    if choice.random() < UNTITLED:
        asked = replace(asked, claim_title="", title="")
    if e.asked and choice.random() < KEPT_BACK:
        asked = replace(asked, due_to=None)
    claim, passage = worded(asked)
    if not e.asked and choice.random() < MADE_UP:
        passage = f"{choice.choice(WHEN)}: {passage}"
    return replace(e, claim=claim, passage=passage)


def rate_at(step: int, last: int, peak: float, *, falls: float) -> float:
    """Return the rate of a step: up, level, and in the end down where the run is to be the last."""
    left = (last - step) / (falls * last) if falls else 1.0
    return peak * min(1.0, (step + 1) / min(WARM, max(1, last // 10)), left)


def started(file: Path) -> State:
    """Read the weights of another run, or of an exported judge."""
    if file.suffix == ".onnx":
        return shipped_state(file)
    state: State = torch.load(file)["net"]
    return state


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=["public", "news"])
    parser.add_argument("--base", type=Path)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--told", type=Path, help="what scripts/told_pairs.py wrote")
    parser.add_argument("--reports", type=Path, help="folder of GUM files in CoNLL-U")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--longest", type=int, default=LONGEST, help="pieces of a pair at most")
    parser.add_argument("--until", type=int, help="batches after which to stop")
    parser.add_argument("--falls", type=float, default=0.0, help="last share of the run, over which the rate falls")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(asked.seed)
    words = read_vocabulary(asked.vocabulary)
    held = torch.load(asked.out) if asked.out.exists() else None
    state = held["net"] if held else started(asked.start) if asked.start else base_state(asked.base)
    run = start(fresh(len(words.numbers), state, frozen=FROZEN), asked.rate)
    if held:
        run.optimiser.load_state_dict(held["optimiser"])
        run.step = held["step"]
    examples = examples_of(asked)
    order = batches(examples, words, asked.longest, asked.seed)[: asked.until]
    print(f"{len(examples)} pairs in {len(order)} batches, from batch {run.step}", flush=True)
    began, cpu, losses = time.monotonic(), time.process_time(), [0.0]
    for number in range(run.step, len(order)):
        batch = [examples[i] for i in order[number]]
        rate = rate_at(number, len(order), asked.rate, falls=asked.falls)
        losses.append(learn(run, batch, words, asked.longest, rate))
        if run.step % 25 == 0:
            done, used, taken = 25 * BATCH, time.process_time() - cpu, time.monotonic() - began
            recent = sum(losses[-25:]) / 25
            print(f"{run.step} loss {recent:.3f} pairs/s {done / taken:.1f} pairs/cpu-s {done / used:.1f}", flush=True)
            began, cpu = time.monotonic(), time.process_time()
        if run.step % SAVED_EVERY == 0:
            run.save(asked.out)
    run.save(asked.out)


if __name__ == "__main__":
    main()
