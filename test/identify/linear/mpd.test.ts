import { provePatternsLinear } from './prove.js';

provePatternsLinear('mpd');
