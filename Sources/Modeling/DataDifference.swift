/// In what two fits to the same rows differ beside their terms, in words: response, weights, offset,
/// family or link; nil if in none of these.
package func dataDifference(
  _ first: (frame: ModelFrame, description: ModelDescription),
  _ second: (frame: ModelFrame, description: ModelDescription)
) -> String? {
  if first.frame.response != second.frame.response { return "their responses are not the same" }
  if first.frame.weights != second.frame.weights { return "their weights are not the same" }
  if first.frame.offset != second.frame.offset { return "their offsets are not the same" }
  if first.description.family != second.description.family {
    return "their families are \(first.description.family) and \(second.description.family)"
  }
  if first.description.link != second.description.link {
    return "their links are \(first.description.link) and \(second.description.link)"
  }
  return nil
}
