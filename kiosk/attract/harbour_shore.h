// The far shore: hills and a port town in the haze between water and sky.
#pragma once
#include "kiosk/attract/harbour_layout.h"
#include "kiosk/ui/mesh.h"

namespace kiosk::attract {

class Shore {
public:
    void record(const Layout& layout);
    void draw(ImDrawList& list, ImVec2 origin, float shift) const {
        m_mesh.draw(list, ImVec2(origin.x + shift, origin.y));
    }

private:
    ui::Mesh m_mesh;
};

} // namespace kiosk::attract
