import Concord
extension StudyCommand { func answer(_ study: Study, source: StudySource, provenance: StudyProvenance) -> CommandOutput {
  var o = CommandOutput(); o.heading = study.claims.map { "\($0.claim.rawValue): \($0.estimate.map { "\($0)" } ?? "-") \($0.sentence)" }; return o } }
