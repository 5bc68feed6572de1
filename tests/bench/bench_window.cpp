// The least that a program with a window can do: opens one, clears it, draws a line of text, presents, says READY=1 as
// the kiosk does, and waits for SIGTERM. tests/bench/run measures the kiosk against it.
#include <SDL.h>
#include <SDL_ttf.h>
#include <cstdio>
#include <systemd/sd-daemon.h>

namespace {

constexpr int kWidth = 1280;
constexpr int kHeight = 720;
constexpr int kTextPx = 48;

int fail(const char* what) {
    std::fprintf(stderr, "bench_window: %s: %s\n", what, SDL_GetError());
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: bench_window FONT_FILE\n");
        return 2;
    }
    if (SDL_Init(SDL_INIT_VIDEO) != 0 || TTF_Init() != 0)
        return fail("SDL does not start");
    SDL_Window* window = SDL_CreateWindow("bench", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, kWidth, kHeight, 0);
    SDL_Renderer* renderer = window == nullptr ? nullptr : SDL_CreateRenderer(window, -1, SDL_RENDERER_PRESENTVSYNC);
    TTF_Font* font = TTF_OpenFont(argv[1], kTextPx);
    if (renderer == nullptr || font == nullptr)
        return fail("no window or no font");
    SDL_Surface* line = TTF_RenderUTF8_Blended(font, "Touch to explore", {255, 255, 255, 255});
    SDL_Texture* texture = line == nullptr ? nullptr : SDL_CreateTextureFromSurface(renderer, line);
    if (texture == nullptr)
        return fail("no text");
    const SDL_Rect place{100, 100, line->w, line->h};
    SDL_SetRenderDrawColor(renderer, 10, 20, 50, 255);
    SDL_RenderClear(renderer);
    SDL_RenderCopy(renderer, texture, nullptr, &place);
    SDL_RenderPresent(renderer);
    sd_notify(0, "READY=1");
    SDL_Event event;
    while (SDL_WaitEvent(&event) != 0 && event.type != SDL_QUIT) {
    }
    SDL_Quit();
    return 0;
}
