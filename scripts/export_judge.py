"""Write the trained judge as the program runs it: an ONNX file with 8-bit weights, and its vocabulary.

    python scripts/export_judge.py RUN.pt --vocabulary VOCAB.txt --out resources/models/judge

It needs torch, onnx and onnxruntime. The 32-bit file is left beside the run, for comparison.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch
from judge_model import JudgeNet, fresh
from onnxruntime.quantization import QuantType, quantize_dynamic

from factdesk.matching.tokens import read_vocabulary


def export(net: JudgeNet, file: Path) -> None:
    """Write a network in 32 bits, for batches of any size and pairs of any length."""
    example = tuple(torch.ones(2, 24, dtype=torch.long) for _ in range(3))
    names = ["pieces", "sides", "mask"]
    axes = {name: {0: "batch", 1: "length"} for name in names}
    torch.onnx.export(
        net.eval(),
        (example[0], example[1] * 0, example[2]),
        str(file),
        input_names=names,
        output_names=["relations"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    words = read_vocabulary(asked.vocabulary)
    whole = asked.run.with_suffix(".fp32.onnx")
    export(fresh(len(words.numbers), torch.load(asked.run)["net"], frozen=0), whole)
    asked.out.mkdir(parents=True, exist_ok=True)
    quantize_dynamic(whole, asked.out / "model.onnx", per_channel=True, weight_type=QuantType.QInt8)
    shutil.copyfile(asked.vocabulary, asked.out / "vocab.txt")
    print(f"{asked.out / 'model.onnx'}: {(asked.out / 'model.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
