internal import Foundation
internal import Vocabulary

/// A comparison for people: Markdown with its plots, and the same as one HTML page.
struct ComparisonPage {
  private let comparison: ArmComparison

  /// Questions that are listed with who was right; more help nobody.
  private static let maxQuestions = 100

  init(_ comparison: ArmComparison) { self.comparison = comparison }

  /// The files of the page, by name.
  var files: [(name: String, text: String)] {
    get throws {
      let (bars, points) = (try accuracyPlot.svg(), try timePlot.svg())
      let page = try ReportPage.render("comparison.md", context(as: .markdown))
      var context = context(as: .page)
      context["plots"] = [bars, points]
      return [
        ("comparison.md", page), ("comparison.html", try ReportPage.render("comparison.html", context)),
        ("accuracy.svg", bars), ("time.svg", points),
      ]
    }
  }

  private enum Form {
    case markdown, page

    func text(_ text: String) -> String {
      self == .page ? BarPlot.escaped(text) : text.replacing("|", with: "\\|").replacing(#/\s+/#, with: " ")
    }
  }

  private var accuracyPlot: BarPlot {
    BarPlot("Accuracy, with 95 % intervals", comparison.entries.map { ($0.arm.title, Self.share($0.report.accuracy)) })
  }

  private var timePlot: PointPlot {
    PointPlot(
      title: "Accuracy by the median time of a question (ms)",
      points: comparison.entries.map {
        .init(name: $0.arm.title, milliseconds: $0.report.medianMilliseconds, share: Self.share($0.report.accuracy))
      })
  }

  private func context(as form: Form) -> [String: Any] {
    guard let circumstances = comparison.entries.first?.report.circumstances else { return [:] }
    return [
      "suite": form.text(circumstances.suite), "database": form.text(comparison.database ?? ""),
      "questions": comparison.entries.first?.report.results.count ?? 0,
      "advice": ComparisonAdvice(comparison).sentences.map { form.text($0) },
      "square": [
        ["name": "general model", "without": accuracy(.neither), "with": accuracy(.retrieval)],
        ["name": "fine-tuned model", "without": accuracy(.tuning), "with": accuracy(.both)],
      ],
      "arms": comparison.entries.map { entry in
        [
          "name": entry.arm.title, "model": form.text(entry.report.models.joined(separator: ", ")),
          "accuracy": Self.share(entry.report.accuracy).description,
          "invalid": entry.report.verdicts[ItemResult.Verdict.invalid.rawValue] ?? 0,
          "median": Self.tenths(entry.report.medianMilliseconds), "p95": Self.tenths(entry.report.p95Milliseconds),
          "prompt": entry.report.medianPromptTokens.map(String.init) ?? "–",
          "completion": entry.report.medianCompletionTokens.map(String.init) ?? "–",
        ] as [String: Any]
      },
      "tests": comparison.tests.map { test in
        [
          "pair": "\(test.first.title) against \(test.second.title)", "first": test.result.onlyFirst,
          "second": test.result.onlySecond, "probability": ComparisonAdvice.shown(test.probability),
          "adjusted": ComparisonAdvice.shown(test.adjusted),
        ] as [String: Any]
      },
      "titles": comparison.entries.map { ["name": $0.arm.title] },
      "classes": classes(form), "differing": differing(form),
      "command": form.text(comparison.command), "measuredAt": form.text(circumstances.measuredAt),
      "machine": form.text(circumstances.machine), "program": form.text(circumstances.program),
      "digest": String(circumstances.suiteDigest.prefix(16)), "parallel": circumstances.parallel,
    ]
  }

  private func accuracy(_ arm: Arm) -> String {
    comparison[arm].map { Self.share($0.accuracy).description } ?? "–"
  }

  private func classes(_ form: Form) -> [[String: Any]] {
    let names = Set(comparison.entries.flatMap { $0.report.byClass.keys }).sorted()
    guard names.count > 1 else { return [] }
    return names.map { name in
      [
        "name": form.text(name),
        "cells": comparison.entries.map { entry in
          entry.report.byClass[name].map { "\($0.successes)/\($0.trials)" } ?? "–"
        },
      ]
    }
  }

  /// Questions that not all ways got right, or wrong.
  private func differing(_ form: Form) -> [[String: Any]] {
    guard let first = comparison.entries.first?.report else { return [] }
    let columns = first.circumstances.columns
    let rights = comparison.entries.map { entry in
      Dictionary(entry.report.results.map { ($0.key, $0.isRight(columns)) }, uniquingKeysWith: { one, _ in one })
    }
    return first.results.compactMap { result -> [String: Any]? in
      let marks = rights.map { $0[result.key] ?? false }
      guard Set(marks).count > 1 else { return nil }
      return ["question": form.text(result.question), "marks": marks.map { $0 ? "✓" : "·" }]
    }.prefix(Self.maxQuestions).map { $0 }
  }

  private static func share(_ share: Report.Share) -> Proportion { Proportion(share.successes, of: share.trials) }

  private static func tenths(_ value: Double) -> String { String(format: "%.1f", value) }
}
