package checklist

import "clausewalk/checklist/event"

// What events are made of, until all callers name package event.
type (
	Event        = event.Event
	Person       = event.Person
	Ref          = event.Ref
	Field        = event.Field
	Change       = event.Change
	Verdict      = event.Verdict
	Evidence     = event.Evidence
	EvidenceKind = event.EvidenceKind
	Details      = event.Details
	Look         = event.Look
	Check        = event.Check
	GapPart      = event.GapPart
	FactAnswer   = event.FactAnswer
	Overrule     = event.Overrule
	Adoption     = event.Adoption
	Became       = event.Became
	Outcome      = event.Outcome
	Result       = event.Result
	SignOff      = event.SignOff
	Begin        = event.Begin
	Rules        = event.Rules
	Repair       = event.Repair
	FormatError  = event.FormatError
	EventKind    = event.Kind
)

const (
	Met                = event.Met
	Partly             = event.Partly
	NotMet             = event.NotMet
	NotApplicable      = event.NotApplicable
	CannotTell         = event.CannotTell
	Unanswered         = event.Unanswered
	FileEvidence       = event.FileEvidence
	LinkEvidence       = event.LinkEvidence
	PlaceEvidence      = event.PlaceEvidence
	PermissionEvidence = event.PermissionEvidence
	StatementEvidence  = event.StatementEvidence
	OutputEvidence     = event.OutputEvidence
	ShowsPolicy        = event.ShowsPolicy
	ShowsPractice      = event.ShowsPractice
	GapSeverity        = event.GapSeverity
	GapFix             = event.GapFix
	GapOwner           = event.GapOwner
	GapDue             = event.GapDue
	Approved           = event.Approved
	Rejected           = event.Rejected
	Changes            = event.Changes
	KindVerdict        = event.KindVerdict
	KindReason         = event.KindReason
	KindValidUntil     = event.KindValidUntil
	KindEvidence       = event.KindEvidence
	KindGap            = event.KindGap
	KindScope          = event.KindScope
	KindCheck          = event.KindCheck
	KindOverrule       = event.KindOverrule
	KindAdopt          = event.KindAdopt
	KindOutcome        = event.KindOutcome
	KindSign           = event.KindSign
	KindUndo           = event.KindUndo
	KindBegin          = event.KindBegin
	KindRepair         = event.KindRepair
	EventFormat        = event.Format
)

var (
	Verdicts       = event.Verdicts
	ParseVerdict   = event.ParseVerdict
	ThinReason     = event.ThinReason
	Results        = event.Results
	SetVerdict     = event.SetVerdict
	SetReason      = event.SetReason
	SetValidUntil  = event.SetValidUntil
	SetGap         = event.SetGap
	SetFact        = event.SetFact
	SetOverrule    = event.SetOverrule
	AddEvidence    = event.AddEvidence
	RemoveEvidence = event.RemoveEvidence
	CheckEvidence  = event.CheckEvidence
	AddOutcome     = event.AddOutcome
	ParseFact      = event.ParseFact
	Words          = event.Words
	DecodeEvent    = event.Decode
)
