/// Pictures of schedules, of runs and of what memory buys; and traces, the file format from which
/// runs are drawn.
///
/// | you have | you want | use |
/// |---|---|---|
/// | a schedule, or actions from anywhere | a picture, a page | [ScheduleDrawing#of] |
/// | a run | its trace | [TraceObserver], or [TraceWriter] from a loop of your own |
/// | a trace | a picture, a page | [ScheduleDrawing#ofTrace(java.nio.file.Path)] |
/// | times for several memory sizes | a chart | [TradeOffChart] |
///
/// Pictures are SVG 1.1 documents without scripts; pages are single HTML documents that work
/// offline. Both are text, the same for the same input, and bounded in size, whatever they show.
package org.checkpointschedules.plot;
