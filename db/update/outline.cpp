#include "db/update/outline.h"

#include "db/sqlite.h"
#include "db/update/minisign_text.h"
#include "db/update/sequence.h"

#include <algorithm>
#include <initializer_list>
#include <sodium.h>
#include <string_view>

namespace db::update {
namespace {

constexpr std::chrono::minutes kDeadline{10}; // each statement reads a table whole

Fingerprint fingerprint(std::initializer_list<std::string_view> parts) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, sizeof(Fingerprint));
    for (const std::string_view part : parts) {
        const std::uint64_t size = part.size(); // so that "a", "bc" is not "ab", "c"
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(&size), sizeof size);
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
    }
    Fingerprint result{};
    crypto_generichash_final(&state, result.data(), result.size());
    return result;
}

/// Adds a row to what is known of a thing; the order of rows does not matter.
void add(Fingerprint& to, std::initializer_list<std::string_view> parts) {
    const Fingerprint row = fingerprint(parts);
    for (std::size_t index = 0; index < to.size(); ++index)
        to[index] = static_cast<std::uint8_t>(to[index] ^ row[index]);
}

/// Runs queries until one fails, and keeps that failure. Positions are checked, so that no file leads out of a vector.
class OutlineReader {
public:
    explicit OutlineReader(Connection& connection) : m_connection(connection) {}

    Result<Outline> read() {
        start_sodium();
        m_connection.set_deadline(kDeadline);
        read_languages();
        read_tags();
        read_roles();
        read_slides();
        if (!m_outcome)
            return tl::unexpected(m_outcome.error());
        return std::move(m_outline);
    }

private:
    void query(std::string_view sql, const RowFunction& on_row) {
        if (m_outcome)
            m_outcome = m_connection.query(sql, {}, on_row);
    }

    template <typename Vector>
    auto* at(Vector& elements, std::int64_t position) {
        const bool exists = position >= 1 && position <= static_cast<std::int64_t>(elements.size());
        if (!exists && m_outcome)
            m_outcome = fail(ErrorCode::Corrupt, "a row refers to a position that does not exist; run `roledb check`");
        return exists ? &elements[static_cast<std::size_t>(position - 1)] : nullptr;
    }

    std::string code(std::int64_t language) {
        const std::string* found = at(m_outline.language_order, language);
        return found ? *found : std::string();
    }

    void read_languages() {
        query("SELECT code, name, assignments_heading, skills_heading FROM languages ORDER BY position",
              [&](const Row& row) {
                  m_outline.language_order.push_back(row.text(0));
                  m_outline.languages[row.text(0)] = fingerprint({row.text(1), row.text(2), row.text(3)});
              });
        query("SELECT language, name, short_name, heading, purpose, introduction FROM organisation",
              [&](const Row& row) {
                  m_outline.organisations[code(row.integer(0))] =
                      fingerprint({row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)});
              });
        query("SELECT name, media_type, bytes FROM images", [&](const Row& row) {
            m_outline.images[row.text(0)] = fingerprint({row.text(1), row.text(2)});
        });
    }

    void read_tags() {
        query("SELECT id FROM tags ORDER BY position", [&](const Row& row) {
            m_tags.push_back(row.text(0));
            m_outline.tags[row.text(0)] = {};
        });
        query("SELECT tag, language, name FROM tag_texts", [&](const Row& row) {
            if (const std::string* tag = at(m_tags, row.integer(0)))
                add(m_outline.tags[*tag], {code(row.integer(1)), row.text(2)});
        });
    }

    void read_roles() {
        query("SELECT id, emblem, accent_rgb FROM roles ORDER BY position", [&](const Row& row) {
            m_outline.roles.push_back(
                {row.text(0), fingerprint({"role", row.text(1), std::to_string(row.integer(2))})});
        });
        query("SELECT role, position, tag FROM role_tags", [&](const Row& row) {
            RoleOutline* role = at(m_outline.roles, row.integer(0));
            const std::string* tag = at(m_tags, row.integer(2));
            if (role && tag)
                add(role->fingerprint, {"tag", std::to_string(row.integer(1)), *tag});
        });
        query("SELECT role, language, title, tagline, description FROM role_texts", [&](const Row& row) {
            if (RoleOutline* role = at(m_outline.roles, row.integer(0)))
                add(role->fingerprint, {"text", code(row.integer(1)), row.text(2), row.text(3), row.text(4)});
        });
        query("SELECT role, language, section, position, text FROM points", [&](const Row& row) {
            if (RoleOutline* role = at(m_outline.roles, row.integer(0)))
                add(role->fingerprint,
                    {"point", code(row.integer(1)), row.text(2), std::to_string(row.integer(3)), row.text(4)});
        });
    }

    void read_slides() {
        query("SELECT kind, role FROM slides ORDER BY position", [&](const Row& row) {
            const RoleOutline* role = row.is_null(1) ? nullptr : at(m_outline.roles, row.integer(1));
            m_outline.slides.push_back(fingerprint({row.text(0), role ? std::string_view(role->id) : ""}));
        });
        query("SELECT slide, language, title, text FROM slide_texts", [&](const Row& row) {
            if (Fingerprint* slide = at(m_outline.slides, row.integer(0)))
                add(*slide, {code(row.integer(1)), row.text(2), row.text(3)});
        });
    }

    Connection& m_connection;
    Outline m_outline;
    std::vector<std::string> m_tags;
    Result<void> m_outcome;
};

using Fingerprints = std::map<std::string, Fingerprint>;

int count_other(const Fingerprints& before, const Fingerprints& after) {
    int count = 0;
    for (const auto& [key, value] : before) {
        const auto found = after.find(key);
        count += found == after.end() || found->second != value ? 1 : 0;
    }
    for (const auto& [key, value] : after)
        count += before.contains(key) ? 0 : 1;
    return count;
}

/// The texts of the organisation in a language that came or went are counted as that language.
int count_organisations(const Outline& before, const Outline& after) {
    const auto of_both = [](const Outline& outline, const Outline& other) {
        Fingerprints found;
        for (const auto& [code, value] : outline.organisations) {
            if (other.languages.contains(code))
                found[code] = value;
        }
        return found;
    };
    return count_other(of_both(before, after), of_both(after, before));
}

bool is_language_order_kept(const Outline& before, const Outline& after) {
    const auto of_both = [](const Outline& outline, const Outline& other) {
        std::vector<std::string> codes;
        for (const std::string& code : outline.language_order) {
            if (other.languages.contains(code))
                codes.push_back(code);
        }
        return codes;
    };
    const bool has_languages = !before.language_order.empty() && !after.language_order.empty();
    return has_languages && before.language_order[0] == after.language_order[0]
           && of_both(before, after) == of_both(after, before);
}

void count_roles(const Outline& before, const Outline& after, ContentChanges& changes) {
    std::map<std::string_view, std::size_t> places;
    for (std::size_t index = 0; index < after.roles.size(); ++index)
        places[after.roles[index].id] = index;
    std::vector<std::size_t> kept; // places now, in the order of before
    std::vector<bool> is_changed;
    for (const RoleOutline& role : before.roles) {
        const auto found = places.find(role.id);
        if (found == places.end()) {
            ++changes.roles_removed;
            continue;
        }
        kept.push_back(found->second);
        is_changed.push_back(after.roles[found->second].fingerprint != role.fingerprint);
    }
    const std::vector<bool> moved = out_of_order(kept);
    for (std::size_t index = 0; index < kept.size(); ++index)
        changes.roles_changed += moved[index] || is_changed[index] ? 1 : 0;
    changes.roles_added = static_cast<int>(after.roles.size() - kept.size());
}

} // namespace

Result<Outline> outline_of(Connection& connection) {
    return OutlineReader(connection).read();
}

ContentChanges compare(const Outline& before, const Outline& after) {
    ContentChanges changes;
    count_roles(before, after, changes);
    changes.other_changed = count_other(before.languages, after.languages) + count_organisations(before, after)
                            + count_other(before.tags, after.tags) + count_other(before.images, after.images)
                            + static_cast<int>(edits(before.slides, after.slides).size())
                            + (is_language_order_kept(before, after) ? 0 : 1);
    return changes;
}

} // namespace db::update
