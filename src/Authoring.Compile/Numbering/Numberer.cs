using Authoring.Compile.Definition;
using Authoring.Compile.Diagnostics;
using Authoring.Compile.Patterns;
using Authoring.Compile.Reading;
using Authoring.Compile.Words;

namespace Authoring.Compile.Numbering;

/// <summary>One walk over the whole report in reading order. One use.</summary>
internal sealed class Numberer(ReportDefinition definition, IReadOnlyDictionary<string, NumberedText> cards)
{
    private readonly NumberingRules _rules = definition.Numbering;
    private readonly HeadingCounters _body = new(definition.Numbering.Headings);
    private readonly HeadingCounters _annex = new(definition.Numbering.AnnexHeadings);
    private readonly Sections _sections = new();
    private readonly KindCounter _figures = new(definition.Numbering.Figures);
    private readonly KindCounter _tables = new(definition.Numbering.Tables);
    private readonly KindCounter _cases = new(definition.Numbering.Cases);

    /// <summary>The hierarchy that <c>{1}</c> of an item means here, and what is printed for it instead.</summary>
    private HeadingCounters? _current;
    private NumberText? _mark;
    private int _annexCount;

    public List<Placement> Contents { get; } = [];

    public List<Placement> Figures { get; } = [];

    public List<Placement> Tables { get; } = [];

    public List<Placement> Cases { get; } = [];

    public List<Placement> Annexes { get; } = [];

    /// <summary>By id, the first that has it.</summary>
    public Dictionary<string, Placement> Targets { get; } = [];

    /// <summary>Nothing is numbered; titles can still be referred to.</summary>
    public void Front(NumberedText text)
    {
        foreach (var item in text.Text.Items)
        {
            switch (item)
            {
                case HeadingItem heading:
                    var placed = Register(text.Place(heading, heading.Title, null));
                    if (!definition.ContentsFront || heading is not { Level: 1, Unnumbered: false })
                        break;
                    placed.Printed = NumberText.Empty;
                    Contents.Add(placed);
                    break;
                case CaptionItem caption:
                    Register(text.Place(caption, caption.Title, null));
                    break;
                case CaseItem place when Place(text, place) is { } card:
                    Front(card);
                    break;
            }
        }
    }

    public void Body(NumberedText text)
    {
        _current = _body;
        foreach (var item in text.Text.Items)
            Visit(text, item, _body);
    }

    public void Annex(NumberedText text)
    {
        var title = text.Text.Items.OfType<HeadingItem>().FirstOrDefault(heading => heading.Level == 1);
        if (title is { Unnumbered: true })
            (_current, _mark) = (_annex, null);
        else
            BeginAnnex(text, title);
        foreach (var item in text.Text.Items)
        {
            if (item == title && !title.Unnumbered)
                continue;
            if (item is HeadingItem { Level: 1, Unnumbered: false })
                text.Diagnostics.Add(Messages.SecondAnnexHeading(item.Line));
            Visit(text, item, _annex);
        }
    }

    /// <summary>A card that stands nowhere: its headings as they would be, nothing else.</summary>
    public void Unplaced(NumberedText card)
    {
        var counters = new HeadingCounters(_rules.CaseHeadings);
        foreach (var item in card.Text.Items)
        {
            if (item is HeadingItem heading)
                card.Place(heading, heading.Title, counters.Count(heading, null, out _));
            if (item is CaptionItem caption)
                card.Place(caption, caption.Title, null);
        }
    }

    private void BeginAnnex(NumberedText text, HeadingItem? title)
    {
        _annexCount++;
        var own = new PatternValues([], null, _annexCount, default, "");
        var number = _rules.Annexes?.Print(own) ?? NumberText.Empty;
        _mark = _rules.AnnexMark.Print(own);
        _current = _annex;
        _annex.BeginChapter();
        _sections.Enter(1, number.Text.Length > 0 ? number : _mark);
        text.Whole = title is not null ? Register(text.Place(title, title.Title, number)) : Untitled(text, number);
        Annexes.Add(text.Whole);
        if (definition.ContentsAnnexes)
            Contents.Add(text.Whole);
    }

    private static Placement Untitled(NumberedText text, NumberText number) =>
        new()
        {
            Text = text,
            Line = 1,
            Title = Title.Of(ReportPath.Stem(text.File.Path)),
            Printed = number,
            Anchor = text.Anchor,
        };

    private void Visit(NumberedText text, Item item, HeadingCounters counters)
    {
        switch (item)
        {
            case HeadingItem heading:
                VisitHeading(text, heading, counters);
                break;
            case CaptionItem { Kind: CaptionKind.Figure } figure:
                Count(text, figure, _figures, Figures);
                break;
            case CaptionItem table:
                Count(text, table, _tables, Tables);
                break;
            case CaseItem place when Place(text, place) is { } card:
                VisitCard(card, place);
                break;
        }
    }

    private void VisitHeading(NumberedText text, HeadingItem heading, HeadingCounters counters)
    {
        var inCard = text.Part == ReportPart.Case;
        var number = counters.Count(heading, inCard ? null : _mark, out var skipped);
        if (skipped > 0)
            text.Diagnostics.Add(Messages.SkippedLevel(heading.Line, skipped));
        var placed = Register(text.Place(heading, heading.Title, number));
        if (inCard)
            return;
        if (number is null)
        {
            if (heading.Level == 1 && (heading.Unnumbered || counters == _body))
                _sections.Leave();
            return;
        }

        _sections.Enter(heading.Level, number);
        if (counters == _body && heading.Level <= definition.ContentsDepth)
            Contents.Add(placed);
    }

    private void Count(NumberedText text, CaptionItem item, KindCounter counter, List<Placement> list)
    {
        var placed = Register(text.Place(item, item.Title, null));
        if (item.Unnumbered)
            return;
        Count(placed, counter);
        list.Add(placed);
    }

    private void Count(Placement placed, KindCounter counter)
    {
        if (counter.LacksChapter(_current ?? _body, _mark, _sections))
        {
            placed.Printed = NumberText.Empty;
            placed.Text.Diagnostics.Add(Messages.NoChapterNumber(placed.Line));
        }
        else if (counter.LacksSection(Levels, _mark))
        {
            placed.Printed = NumberText.Empty;
            placed.Text.Diagnostics.Add(Messages.NoSectionNumber(placed.Line));
        }
        else
        {
            counter.Count(placed, Levels, _mark, _sections);
        }
    }

    private void VisitCard(NumberedText card, CaseItem place)
    {
        if (!place.Unnumbered)
        {
            Count(card.Whole!, _cases);
            Cases.Add(card.Whole!);
        }

        var counters = new HeadingCounters(_rules.CaseHeadings);
        foreach (var item in card.Text.Items)
            Visit(card, item, counters);
    }

    private IReadOnlyList<int> Levels => (_current ?? _body).Counts;

    /// <summary>Puts a card into its place. Null: there is none such, or it stands elsewhere already.</summary>
    private NumberedText? Place(NumberedText text, CaseItem place)
    {
        var id = place.Id![(Identifier.Case.Length + 1)..];
        if (text.Part == ReportPart.Case)
        {
            text.Diagnostics.Add(Messages.CaseInCase(place.Line));
            return null;
        }

        if (Free(text, place, id) is not { } card)
            return null;
        card.PlacedAt = (text, place.Line);
        card.Whole = text.Place(place, Title.Of(card.CaseTitle), null, card);
        Targets.TryAdd(place.Id, card.Whole);
        return card;
    }

    private NumberedText? Free(NumberedText text, CaseItem place, string id)
    {
        if (!cards.TryGetValue(id, out var card))
        {
            var nearest = text.Diagnostics.HasRoom("unknown-case") ? NearestWord.Of(id, cards.Keys) : null;
            text.Diagnostics.Add(Messages.UnknownCase(place.Line, id, nearest));
            return null;
        }

        if (card.PlacedAt is not var (host, line))
            return card;
        text.Diagnostics.Add(Messages.CasePlacedTwice(place.Line, id, host.File.Path, line));
        return null;
    }

    private Placement Register(Placement placement)
    {
        if (placement.Id is not { } id || Targets.TryAdd(id, placement))
            return placement;
        var first = Targets[id];
        placement.Anchor = placement.Text.AnchorOf(placement.Item!);
        placement.Text.Diagnostics.Add(Messages.DuplicateId(placement.Line, id, first.Text.File.Path, first.Line));
        return placement;
    }
}
