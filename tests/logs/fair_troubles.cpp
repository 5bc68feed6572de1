#include "tests/logs/fair_kiosk.h"

namespace fair {

using namespace platform::logs;

void FairKiosk::restart_after_crash(CrashKind how, std::int64_t code) {
    m_time_ms += 2'000;
    begin_run(StartReason::Service);
    write(Crashed{how, code});
    write(ContentShown{m_content_version, m_origin, 24});
}

void FairKiosk::befall(int quarter) {
    befall_machine(quarter);
    befall_content(quarter);
    befall_log(quarter);
    befall_staff(quarter);
}

void FairKiosk::befall_machine(int quarter) {
    switch (m_trait) {
    case 1:
        return quarter == 2 ? restart_after_crash(CrashKind::Signal, 11) : void();
    case 2:
        return restart_after_crash(quarter == 1 ? CrashKind::Watchdog : CrashKind::ExitCode, quarter);
    case 3:
    case 19: // now the clock is set
        return quarter == 2 ? power_cut() : void();
    case 4:
        return quarter != 2 ? power_cut() : void();
    case 7:
        m_clock_error_ms = quarter >= 2 ? 180'000 : 0;
        return;
    case 8:
        m_clock_error_ms = quarter == 3 ? -120'000 : 0;
        return;
    case 9:
        m_health.undervoltage = quarter == 2;
        return;
    case 10:
        m_health.temperature_c = 76 + 2 * quarter;
        return;
    case 11:
        m_health.touch = quarter != 3;
        return;
    case 33: // tells of touches only, and of no touch screen in the end
        m_health.touch = quarter == 3 ? std::optional(false) : std::nullopt;
        return;
    case 12:
        m_health.disk_free_mib = quarter == 3 ? 90 : 900;
        return;
    case 16:
        return quarter == 3 ? write(DisplayLost{DisplayPart::Window}) : void();
    case 17:
        write(DisplayLost{DisplayPart::Renderer});
        pass_time();
        return write(DisplayRestored{});
    case 28:
        return write(FramesDegraded{quarter});
    default:
        return;
    }
}

void FairKiosk::befall_content(int quarter) {
    const bool keeps_old = m_trait == 5 || m_trait == 6 || m_trait == 22;
    if (quarter == 1 && !keeps_old) {
        write(ContentInstalled{8, m_content_version, 24, 1, 0, 3});
        m_content_version = 8;
        m_origin = ContentOrigin::Installed;
        write(ContentShown{m_content_version, m_origin, 24});
    }
    if (m_trait == 5)
        write(StickRefused{"unknown_key", 8, "the key 1a2b of this stick is none that this kiosk knows"});
    if (m_trait == 20 && quarter == 2) {
        write(ContentMissing{});
        pass_time();
        write(ContentShown{m_content_version, m_origin, 24});
    }
    if (m_trait == 21 && quarter == 3) {
        write(ContentRefused{ContentOrigin::Installed, ContentFault::Corrupt, "roles.db: page 7 is damaged"});
        write(ContentShown{--m_content_version, ContentOrigin::Previous, 23});
    }
    if (m_trait == 22 && quarter == 2) {
        write(ContentInstalled{8, m_content_version, 24, 1, 0, 3});
        write(ContentShown{8, ContentOrigin::Installed, 24});
        write(ContentRolledBack{8, m_content_version});
        write(ContentShown{m_content_version, m_origin, 24});
    }
}

void FairKiosk::befall_log(int quarter) {
    if (m_trait == 13) {
        lose(29);
        write(EventsDropped{30});
    }
    if (m_trait == 14)
        lose(quarter * 5);
    if (m_trait == 15 && quarter == 2) {
        write(Stopped{StopReason::Restart});
        m_time_ms += 3'000;
        begin_run(StartReason::Manual);
        lose(4);
    }
    if (m_trait == 29)
        write_unknown();
    if (m_trait == 32 && !is_over()) {
        m_figures.unreadable += m_log.tear();
        write(LevelSet{"volume", 40}); // right behind the half line
    }
    if (m_trait == 37 && quarter == 2) {
        write(Stopped{StopReason::Signal});
        m_time_ms += 3'000;
        begin_run(StartReason::Service);
    }
    if (m_trait == 25 && quarter == 3)
        write_as_uploader(quarter, {UploadInterrupted{UploadFault::Stalled}, UploadResumed{60}, UploadSkipped{2}});
    else if (m_trait == 25)
        write_as_uploader(quarter, {UploadInterrupted{UploadFault::Unreachable}, UploadResumed{60}});
}

/// The uploader counts its own events.
void FairKiosk::write_as_uploader(int run, std::initializer_list<Event> events) {
    const Stamp kiosk = m_stamp;
    const std::int64_t lost = m_lost;
    m_stamp.run = 5'000'000 + run;
    m_stamp.seq = m_lost = 0;
    for (const Event& event : events) {
        write(event);
        pass_time();
    }
    m_stamp.run = kiosk.run;
    m_stamp.seq = kiosk.seq;
    m_lost = lost;
}

void FairKiosk::befall_staff(int quarter) {
    if (m_trait == 26) {
        write(StaffRefused{quarter});
        write(StaffOpened{});
        write(LevelSet{"brightness", 20 * quarter});
        write(StaffClosed{pass_time()});
    }
    if (m_trait == 27 && quarter == 1)
        write(ConfigProblem{"idle_s", 12, "idle_s must be 10 to 600; 60 is used"});
    if (m_trait == 27 && quarter == 2)
        write(LogsRefused{CollectedBy::Request, "unknown_key"});
    if (m_trait == 34)
        write(LogsCollected{quarter == 2 ? CollectedBy::Staff : CollectedBy::Request, 100, 20'000, quarter != 3});
}

} // namespace fair
