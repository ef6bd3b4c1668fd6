import Foundation

/// Puts a section between its markers in a Markdown document, in place of what stood there; at the end
/// where the markers are not there yet.
public func replaceSection(_ name: String, in file: URL, with section: String) throws {
  let begin = "<!-- \(name): begin (generated) -->"
  let end = "<!-- \(name): end -->"
  let block = "\(begin)\n\(section)\n\(end)"
  let title = "# Validation\n"
  var text = title
  if FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) {
    text = try String(contentsOf: file, encoding: .utf8)
  }
  if let start = text.range(of: begin), let stop = text.range(of: end),
    start.upperBound <= stop.lowerBound
  {
    text.replaceSubrange(start.lowerBound..<stop.upperBound, with: block)
  } else {
    text += (text.hasSuffix("\n") ? "\n" : "\n\n") + block + "\n"
  }
  try FileManager.default.createDirectory(
    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
  try Data(text.utf8).write(to: file, options: .atomic)
}
