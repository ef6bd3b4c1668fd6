/// What a figure leaves out, said in the figure itself: readers who see it would take it for all there is.
enum FigureRemarks {
  private static func lines(_ remarks: [String], width: Double) -> [String] {
    remarks.flatMap { TextFitting.lines($0, width: width, size: 12) }
  }

  /// Writes remarks below a drawing that ends at a height; the new end.
  static func draw(
    _ remarks: [String], below bottom: Double, width: Double, _ builder: inout SVGBuilder
  ) -> Double {
    let lines = lines(remarks, width: width)
    for (index, line) in lines.enumerated() {
      let y = bottom + 15 + Double(index) * TextFitting.lineHeight
      builder.text(line, at: Position(x: 0, y: y), "tick")
    }
    return lines.isEmpty ? bottom : bottom + 6 + Double(lines.count) * TextFitting.lineHeight
  }
}
