#include "platform/logs/vocabulary_words.h"
#include <array>

namespace platform::logs {
namespace {

constexpr std::array<FieldWords, 3> kStarted{
    {{"version", "Of the program"},
     {"reason", "`service`: by the service manager; `manual`: by a person"},
     {"starts", "The number of this start of the kiosk, kept across power cuts; 0: not known. A gap tells of runs "
                "whose log is lost; a step back, of a damaged or removed state folder"}}};
constexpr std::array<FieldWords, 1> kStopped{
    {{"reason", "`signal`: SIGTERM or SIGINT; `closed`: its window was closed; `finished`: the tour is done; "
                "`restart`: staff asked for it; `failed`: it could not begin"}}};
constexpr std::array<FieldWords, 2> kCrashed{
    {{"how", "`signal`, `exit_code`, `watchdog`: as the service manager saw it; `unknown`: nobody saw it"},
     {"code", "`signal`, `watchdog`: the number of the signal; `exit_code`: the status; 0: not known"}}};
constexpr std::array<FieldWords, 10> kHealth{
    {{"uptime_s", "Seconds since the machine booted"},
     {"memory_available_mib", "Memory that programs can still have"},
     {"temperature_c", "Of the processor, in degrees Celsius"},
     {"undervoltage", "1: the supply is too weak, now or since the machine booted"},
     {"disk_free_mib", "Free on the storage that holds content and logs"},
     {"disk_total_mib", "Size of that storage"},
     {"frames", "Pictures drawn since the last report; a still screen draws none"},
     {"late_frames", "Of these, how many took more than 33 ms to draw"},
     {"touch", "1: a touch screen is there; 0: none"},
     {"touches", "Touches since the last report"}}};
constexpr std::array<FieldWords, 3> kConfigProblem{
    {{"key", "Of kiosk.toml, the option, or `fonts`"},
     {"line", "Of kiosk.toml; 0 where no line is to blame"},
     {"detail", "A sentence for staff; may quote what staff wrote there"}}};
constexpr std::array<FieldWords, 3> kContentShown{
    {{"content_version", "Of the content"},
     {"origin", "`bundled`: beside the program; `configured`: named by staff; `factory`: of the image; `installed`: "
                "came by a stick; `previous`: came by a stick earlier, for the newest can't be shown"},
     {"roles", "How many roles it holds"}}};
constexpr std::array<FieldWords, 3> kContentRefused{
    {{"origin", "As in `content_shown`"},
     {"code", "`not_found`, `not_a_roles_database`, `newer_schema`, `corrupt`, `not_trusted`, `io`"},
     {"detail", "A sentence for staff"}}};
constexpr std::array<FieldWords, 6> kContentInstalled{{{"version", "Of the new content"},
                                                       {"previous", "The version before; 0: the factory's"},
                                                       {"roles", "How many roles it holds"},
                                                       {"roles_added", "Roles that the content before did not hold"},
                                                       {"roles_removed", "Roles that only the content before held"},
                                                       {"roles_changed", "Roles whose content differs"}}};
constexpr std::array<FieldWords, 3> kStickRefused{
    {{"verdict", "Why, as a name of db/update/verdict.h; `no_content`: the stick is none of ours"},
     {"version", "Of the content on the stick; 0: not known"},
     {"detail", "A sentence for staff"}}};
constexpr std::array<FieldWords, 2> kContentRolledBack{
    {{"from", "The version before"}, {"to", "The version that is current now; 0: the factory's"}}};
constexpr std::array<FieldWords, 4> kLogsCollected{
    {{"by", "`request`: a signed request on the stick; `staff`: the staff panel"},
     {"events", "How many events were written"},
     {"bytes", "How many bytes they take"},
     {"complete", "1: all that was new; 0: the rest waits for the next stick"}}};
constexpr std::array<FieldWords, 2> kLogsRefused{
    {{"by", "As in `logs_collected`"}, {"reason", "Why, as a name of the code, like `stick_full`"}}};
constexpr std::array<FieldWords, 1> kStaffRefused{{{"attempts", "Wrong PINs since the last right one"}}};
constexpr std::array<FieldWords, 1> kStaffClosed{{{"duration_ms", "How long it was open"}}};
constexpr std::array<FieldWords, 2> kLevelSet{{{"level", "`brightness` or `volume`"}, {"percent", "The new level"}}};
constexpr std::array<FieldWords, 3> kSetupFinished{
    {{"how",
      "`saved`; `unsaved`: the file could not be written, and the kiosk asks again at the next start; `timed_out`: "
      "nobody touched it for 10 minutes; `cancelled`: staff left it. The last two change nothing"},
     {"language", "The language that was chosen (BCP 47)"},
     {"duration_ms", "How long it was on the glass"}}};
constexpr std::array<FieldWords, 1> kAttractEnded{{{"duration_ms", "How long it ran"}}};
constexpr std::array<FieldWords, 5> kSessionEnded{
    {{"how", "`idle`: nobody answered the countdown; `visitor`: chose to finish; `stopped`: the program ended or lost "
             "its content; `staff`: staff opened their panel"},
     {"duration_ms", "From the first touch to the last"},
     {"screens", "Screens shown, repeats counted"},
     {"roles", "Role pages shown, repeats counted"},
     {"last_screen", "The name of the screen where it ended"}}};
constexpr std::array<FieldWords, 2> kScreenViewed{
    {{"screen", "Its name in the code, like `home`"}, {"dwell_ms", "How long it was on the glass"}}};
constexpr std::array<FieldWords, 2> kRoleViewed{
    {{"role_id", "The role's id in the database"}, {"dwell_ms", "How long it was on the glass"}}};
constexpr std::array<FieldWords, 1> kSearched{{{"results", "How many roles it found"}}};
constexpr std::array<FieldWords, 2> kQuestionsFinished{
    {{"questions", "How many were answered"}, {"role_id", "The best match"}}};
constexpr std::array<FieldWords, 3> kListChanged{{{"change", "`added` or `removed`"},
                                                  {"role_id", "The role's id in the database"},
                                                  {"size", "Of the list afterwards"}}};
constexpr std::array<FieldWords, 3> kQrShown{{{"what", "`role` or `list`"},
                                              {"role_id", "The role's id in the database; `list` for a list"},
                                              {"dwell_ms", "How long it was on the glass"}}};
constexpr std::array<FieldWords, 1> kLanguageChanged{{{"language", "BCP 47, like `pt-BR`"}}};
constexpr std::array<FieldWords, 2> kComfortChanged{
    {{"setting", "Its name in the code, like `text_size`"}, {"value", "The new value's name, like `large`"}}};
constexpr std::array<FieldWords, 1> kDisplayLost{{{"what", "`window` or `renderer`"}}};
constexpr std::array<FieldWords, 1> kFramesDegraded{{{"level", "0: all of it; more is less"}}};
constexpr std::array<FieldWords, 1> kEventsDropped{{{"count", "Events before this one that are lost"}}};
constexpr std::array<FieldWords, 1> kUploadInterrupted{
    {{"why", "`unreachable`: no connection; `refused`: the collector answered, but did not take it; `stalled`: "
             "connected, and nothing moved"}}};
constexpr std::array<FieldWords, 1> kUploadResumed{{{"after_s", "Seconds since the interruption"}}};
constexpr std::array<FieldWords, 1> kUploadSkipped{{{"entries", "How many"}}};

constexpr std::array<EventWords, 37> kEvents{{
    {"started", "The program began.", kStarted, Written::Today},
    {"stopped", "The program ended on purpose. A run without it crashed, or lost its power.", kStopped, Written::Today},
    {"crashed",
     "Written by the next start: the run before ended without `stopped`, and either the machine went on or the service "
     "manager saw how.",
     kCrashed, Written::Today},
    {"power_lost",
     "Written by the next start: the run before ended without `stopped`, together with the machine, as when the plug "
     "is pulled.",
     {},
     Written::Today},
    {"health",
     "How the machine and the picture are: at the start, then every five minutes. What the machine does not tell is "
     "empty.",
     kHealth, Written::Today},
    {"config_problem", "A setting was not taken; its default holds.", kConfigProblem, Written::Today},
    {"content_shown", "Content is on the glass now.", kContentShown, Written::Today},
    {"content_refused", "Content could not be shown.", kContentRefused, Written::Today},
    {"content_missing", "There is no content at all: visitors see \"back in a moment\".", {}, Written::Today},
    {"content_installed", "A stick brought new content, which is current now.", kContentInstalled, Written::Today},
    {"stick_refused", "A stick changed nothing.", kStickRefused, Written::Today},
    {"content_rolled_back", "Staff went back to an older content.", kContentRolledBack, Written::Today},
    {"logs_collected", "The log was written to a stick.", kLogsCollected, Written::Today},
    {"logs_refused", "A stick or staff asked for the log and got none.", kLogsRefused, Written::Today},
    {"staff_opened", "Staff opened their panel with the right PIN.", {}, Written::Today},
    {"staff_refused", "A wrong PIN.", kStaffRefused, Written::Today},
    {"staff_closed", "The staff panel was closed.", kStaffClosed, Written::Today},
    {"level_set", "Staff set a level.", kLevelSet, Written::Today},
    {"attract_ended", "The attract loop ran until somebody touched the glass, or the program ended.", kAttractEnded,
     Written::Today},
    {"session_started", "A visitor touched the glass.", {}, Written::Today},
    {"session_ended", "A visit is over.", kSessionEnded, Written::Today},
    {"screen_viewed", "A visitor left a screen.", kScreenViewed, Written::Today},
    {"role_viewed", "A visitor left a role page.", kRoleViewed, Written::Today},
    {"searched", "A visitor left the results of a search. What was typed is never logged.", kSearched, Written::NotYet},
    {"questions_finished", "A visitor answered the last of the questions that suggest a role.", kQuestionsFinished,
     Written::NotYet},
    {"list_changed", "A visitor put a role on the list, or took one off.", kListChanged, Written::NotYet},
    {"qr_shown", "A code to take away was on the glass.", kQrShown, Written::NotYet},
    {"language_changed", "A visitor chose a language.", kLanguageChanged, Written::Today},
    {"comfort_changed", "A visitor chose a comfort setting.", kComfortChanged, Written::Today},
    {"setup_finished", "Somebody went through the setup screen, or left it.", kSetupFinished, Written::Today},
    {"display_lost", "The picture can't be shown: the renderer is gone, or no screen is plugged in.", kDisplayLost,
     Written::Today},
    {"display_restored", "The picture is back.", {}, Written::Today},
    {"frames_degraded", "The attract loop changed its level of detail, so that the machine keeps up.", kFramesDegraded,
     Written::Today},
    {"events_dropped", "The log could not keep up, or could not be written.", kEventsDropped, Written::Today},
    {"upload_interrupted", "The way to the collector is cut. Written by `kiosk-logs upload`.", kUploadInterrupted,
     Written::Today},
    {"upload_resumed", "The way to the collector is open again. Written by `kiosk-logs upload`.", kUploadResumed,
     Written::Today},
    {"upload_skipped",
     "The collector took these entries not even alone; they were left behind and still leave by stick. Written by "
     "`kiosk-logs upload`.",
     kUploadSkipped, Written::Today},
}};

} // namespace

std::span<const EventWords> event_words() {
    return kEvents;
}

} // namespace platform::logs
