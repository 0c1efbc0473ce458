import { provePatternsLinear } from './prove.js';

provePatternsLinear('rtsp');
