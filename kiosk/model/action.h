// What a visitor asked for in a frame. Screens return it; only app.cpp acts on it.
#pragma once
#include "kiosk/model/geometry.h"
#include "kiosk/model/settings.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace kiosk::model {

enum class ActionKind : std::uint8_t {
    None,
    Back,
    Home,
    OpenRole,
    OpenAbout,
    OpenComfort,
    OpenLanguages,
    SetLanguage,
    SetTextSize,
    ToggleContrast,
    ToggleMotion,
    ReplaceRole, ///< next or previous: Back does not walk through them
    ShowPage,    ///< `number` is the page of roles, from 0
    Finish,      ///< the visitor is done: wipe and go to the attract loop

    // Of staff.
    PinDigit,      ///< `number`
    PinErase,      ///< the last digit
    PinEnter,      ///< is it the right one?
    StaffClose,    ///< back to the visitors
    AskShow,       ///< `id` is a content version, "0" the factory's: ask whether to show it again
    AskRestart,    ///< ask whether to restart
    Confirm,       ///< yes to what was asked
    Cancel,        ///< no
    SetBrightness, ///< `number` is in percent
    SetVolume,     ///< as SetBrightness
    OpenTouchTest,
    CloseTouchTest,
    WriteLogs, ///< to the stick
    AskSetup,  ///< ask whether to set up again

    // Of the setup screen.
    SetupNext,     ///< to the next step; from the summary: save and start
    SetupBack,     ///< to the step before
    SetupLeave,    ///< change nothing
    SetupChange,   ///< `number` is the SetupStep
    SetupLanguage, ///< `id` is the code
    SetupTurn,     ///< `number` is in quarter turns
    SetupKeep,     ///< the rotation that is on trial
    SetupTurnBack, ///< the rotation from before the trial
    SetupSize,     ///< `number` is in tenths of an inch
    SetupRegion,   ///< `id` is the region, empty for all
    SetupZone,     ///< `id`
    SetupType,     ///< `number` is the letter
    SetupErase,    ///< the last letter
    SetupKeys,     ///< `number` 1: show digits, 0: letters
};

struct Action {
    ActionKind kind = ActionKind::None;
    std::string id = {}; ///< of a role or a language
    int number = 0;
    Rect origin = {}; ///< where the finger was: motion starts there

    explicit operator bool() const { return kind != ActionKind::None; }
};

[[nodiscard]] inline Action act(ActionKind kind, std::string_view id = {}, int number = 0) {
    return Action{.kind = kind, .id = std::string(id), .number = number, .origin = {}};
}
[[nodiscard]] inline Action open_role(std::string_view id, const Rect& origin) {
    return Action{.kind = ActionKind::OpenRole, .id = std::string(id), .number = 0, .origin = origin};
}

} // namespace kiosk::model
